"""The words that figures say, in Arabic and English, and how they print months and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from analysis.arabic.months import EGYPT_GULF, ENGLISH_SHORT
from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from datetime import date

Lang = Literal["ar", "en"]

MONTHS = {"ar": EGYPT_GULF, "en": ENGLISH_SHORT}
WEEKDAYS = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

WORDS: dict[str, tuple[str, str]] = {
    "no data": ("لا بيانات", "No data"),
    "no articles": ("لا مقالات", "no articles"),
    "n": ("عدد المقالات: {}", "n = {} articles"),
    "n range": ("في {}: من {} إلى {}", "{}: {} to {}"),
    "undated": ("بلا تاريخ: {}", "undated: {}"),
    "source": ("المصدر: {}", "Source: {}"),
    "shown": ("المعروض: {} من {}", "shown: {} of {}"),
    "of": ("{} من {}", "{} of {}"),
    "burst": ("الخط العريض: دفعة", "thick line: burst"),
    "day": ("اليوم", "per day"),
    "week": ("الأسبوع", "per week"),
    "month": ("الشهر", "per month"),
    "quarter": ("الربع", "per quarter"),
    "year": ("السنة", "per year"),
    "shares": ("حصة كل موضوع من التغطية", "Share of coverage by topic"),
    "shares sub": (
        "نسبة المقالات التي تذكر الموضوع، والنطاق مجال ثقة 95%",
        "Articles that name the topic, in percent; band: 95% interval",
    ),
    "pair trend": ("مواضيع تجتمع في مقال واحد", "Topics named together"),
    "pair trend sub": (
        "نسبة المقالات التي تذكر الموضوعين معا، والنطاق مجال ثقة 95%",
        "Articles that name both topics, in percent; band: 95% interval",
    ),
    "matrix": ("أي المواضيع تجتمع", "Which topics stand together"),
    "n_ab": ("عدد المقالات التي تذكر الموضوعين معا", "Articles that name both topics"),
    "measure": ("مقياس الاقتران: {}", "Measure of association: {}"),
    "signed measure": (
        "مقياس الاقتران: {}، والصفر يعني الاستقلال",
        "Measure of association: {}; 0 means independence",
    ),
    "artefact": ("ما يصنعه قالب الصفحة", "What the page template makes"),
    "artefact sub": (
        "أزواج تجتمع في المقالات نفسها: {}، وفي الصفحات كاملة: {}",
        "Pairs that occur in the articles themselves: {}; on whole pages: {}",
    ),
    "own": ("المقال نفسه", "the article itself"),
    "site_tags": ("وسوم الموقع", "the site's tags"),
    "related": ("مقال ملحق", "a related article"),
    "of page note": (
        "الرقم: ما في المقالات نفسها من كل ما في الصفحات",
        "figures: in the articles themselves, of all on the pages",
    ),
    "tags": ("أكثر الوسوم ورودا", "Most frequent tags"),
    "tags sub": (
        "عدد المقالات التي تحمل الوسم، والخط مجال ثقة 95%",
        "Articles that carry the tag; line: 95% interval",
    ),
    "topics": ("المواضيع الأكثر ذكرا", "Topics named most"),
    "topics sub": (
        "عدد المقالات التي تذكر الموضوع، والخط مجال ثقة 95%",
        "Articles that name the topic; line: 95% interval",
    ),
    "coverage": ("التغطية: مقالات كل مصدر", "Coverage: articles of each source"),
    "coverage sub": (
        "عدد المقالات في {}، والمربع المخطط بلا مقالات",
        "Articles {}; a hatched cell has none",
    ),
    "quarter name": ("الربع {}", "Q{}"),
    "ranks": ("ترتيب المواضيع", "Topics by rank"),
    "ranks sub": (
        "الترتيب بين المواضيع المعروضة حسب نسبة المقالات التي تذكرها",
        "Rank among the topics shown, by the share of articles that name them",
    ),
    "open rank": (
        "الدائرة المفرغة: الفرق عن مجاور قد يكون مصادفة",
        "open circle: may be chance against a neighbour",
    ),
    "changes": ("ما زاد ذكره وما قل", "What is named more, and what less"),
    "changes sub": (
        "نسبة المقالات: الدائرة المفرغة {}، والممتلئة {}. والرقم هو الفرق بالنقاط ومجال ثقته 95%",
        "Share of articles: open circle {}, filled {}. Figures: difference in points, 95% interval",
    ),
    "before": ("قبل", "before"),
    "after": ("بعد", "after"),
    "n of two": ("عدد المقالات: {} ثم {}", "n = {}, then {} articles"),
    "grey unsure": ("الرمادي: قد يكون مصادفة", "grey: may be chance"),
    "ramadan": ("ما يزيد ذكره في رمضان وما يقل", "What is named more in Ramadan, and what less"),
    "ramadan sub": (
        "الفرق بالنقاط عن حصته في شعبان وشوال، ومجال ثقته 95%؛ وكل شرطة رمضان واحد",
        "Difference in points from its share in the months beside it, 95% interval; a tick is one Ramadan",
    ),
    "n of ramadan": ("مقالات رمضان: {}، وما حوله: {}", "n = {} articles in Ramadan, {} beside it"),
    "ramadans": ("مرات رمضان: {}", "Ramadans: {}"),
    "open effect": (
        "الدائرة المفرغة: قد يكون مصادفة لكثرة المواضيع",
        "open circle: may be chance among so many topics",
    ),
    "keyness": ("ما يميز كل جانب", "What sets each side apart"),
    "keyness sub": (
        "كم مرة يزيد ذكره في جانب على الآخر؛ والنسب من مقالات كل جانب",
        "How many times as often one side names it; percent of the articles of each side",
    ),
    "target": ("الجانب الأول", "first side"),
    "reference": ("الجانب الثاني", "second side"),
    "n of sides": ("عدد المقالات: {} {}، {} {}", "n = {} {}, {} {} articles"),
    "thick stem": ("الخط الغليظ: أقل ما هو مؤكد", "thick stem: what is certain of it"),
    "lags": ("من ينشر قبل الآخر", "Who prints first"),
    "lags sub": (
        "حصة القصص المشتركة التي سبق إليها الأول، مع مجال ثقة 95%",
        "Common stories that the first one printed before the other, with 95% interval",
    ),
    "a before b": ("{} قبل {}", "{} before {}"),
    "n stories": ("قصص مشتركة: {}", "n = {} common stories"),
    "n tied": ("القصص: {}، في يوم واحد: {}", "stories: {}, same day: {}"),
    "open point": ("الدائرة المفرغة: لا سبق مؤكدا", "open circle: no certain lead"),
    "calendar": ("مقالات كل يوم", "Articles of each day"),
    "calendar sub": ("كل مربع يوم، وكل عمود أسبوع", "A square is a day, a column a week"),
    "none": ("لا شيء", "none"),
    "empty years": ("سنوات بلا مقالات: {}", "years without articles: {}"),
    "shown years": ("السنوات المعروضة: آخر {} من {}", "shown: the last {} of {} years"),
    "sets": ("أي المواضيع تجتمع معا", "Topics that stand together"),
    "sets sub": (
        "عدد المقالات التي تذكر هذه المواضيع دون غيرها",
        "Articles that name exactly these topics",
    ),
    "one topic": ("بموضوع واحد: {}", "with one topic alone: {}"),
    "without topic": ("بلا أي موضوع: {}", "without any topic: {}"),
    "matrices": ("ما تضيفه وسوم الموقع", "What the site's tags add"),
    "matrix n_ab": ("المقالات نفسها، عدد الأزواج: {}", "The articles themselves: {} pairs"),
    "matrix n_ab_site_tags": ("مع وسوم الموقع، عدد الأزواج: {}", "With the site's tags: {} pairs"),
    "network topic": ("شبكة المواضيع", "Network of topics"),
    "network tag": ("شبكة الوسوم", "Network of tags"),
    "network sub": (
        "الدائرة الأكبر مقالات أكثر، والخط الأعرض اجتماع أكثر، ولكل جماعة لون وشكل",
        "Larger marks: more articles; wider lines: more often together; a colour and shape a community",
    ),
    "backbone": ("الخطوط المرسومة: أقوى {} من {}", "lines drawn: the strongest {} of {}"),
    "communities": ("الجماعات: {}", "communities: {}"),
    "themes": ("خريطة المحاور", "Strategic diagram of themes"),
    "themes sub": (
        "نحو {} صلة أكثر بسائر المحاور، ونحو الأعلى ترابط أكثر في الداخل",
        "Further {}: more links to other themes; further up: more links inside",
    ),
    "onwards": ("اليسار", "right"),
    "motor": ("محاور محركة", "motor themes"),
    "niche": ("محاور متخصصة", "niche themes"),
    "basic": ("محاور أساسية", "basic themes"),
    "emerging": ("صاعدة أو آفلة", "emerging or declining"),
    "n members": ("عدد الأسماء في المحاور: {}", "n = {} names in themes"),
    "context": ("في سياق الكلام", "In context"),
    "context of": ("{} في سياق الكلام", "{} in context"),
    "context sub": ("ذكر في كل سطر، واللفظ في الوسط", "One mention a row, the term in the middle"),
    "n mentions": ("مرات الذكر: {}", "n = {} mentions"),
    "others": ("مصادر أخرى ({})", "other sources ({})"),
    "and others": ("{} ومصادر أخرى ({})", "{} and {} more"),
    "other sources": ("المصادر الأخرى", "the other sources"),
    "change": ("المثلث: تحول في المستوى", "triangle: change of level"),
    "thin": ("لم ترسم فترات مقالاتها أقل من {}", "not drawn: periods with fewer than {} articles"),
    "all sources": ("الرمادي: كل المصادر", "grey: all sources"),
    "source panels": ("{}: حصته عند كل مصدر", "{}: share in each source"),
    "unknown source": ("مصدر مجهول", "unknown source"),
}


def word(key: str, lang: Lang, *values: object) -> str:
    """Return one of the words above, filled with ``values``.

    Raises:
        AnalysisError: ``lang`` is neither ``ar`` nor ``en``.

    >>> word("of", "en", 1, 6)
    '1 of 6'
    """
    if lang not in MONTHS:
        raise AnalysisError(f"lang '{lang}': figures speak 'ar' or 'en'.")
    return WORDS[key][lang == "en"].format(*values)


def month_name(day: date, lang: Lang) -> str:
    """Return the month of a date as a newspaper prints it, with its year in Latin digits.

    >>> from datetime import date
    >>> month_name(date(2024, 1, 1), "en")
    'Jan 2024'
    """
    return f"{MONTHS[lang][day.month - 1]} {day.year}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share between 0 and 1 in percent.

    >>> percent(0.125, 1)
    '12.5%'
    """
    return f"{share * 100:.{digits}f}%"
