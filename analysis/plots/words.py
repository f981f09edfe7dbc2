"""The words that figures say, in Arabic and English, and how they print months and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from analysis.arabic.months import EGYPT_GULF, ENGLISH_SHORT
from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from datetime import date

Lang = Literal["ar", "en"]

MONTHS = {"ar": EGYPT_GULF, "en": ENGLISH_SHORT}

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
    "tags sub": ("عدد المقالات التي تحمل الوسم", "Articles that carry the tag"),
    "topics": ("المواضيع الأكثر ذكرا", "Topics named most"),
    "topics sub": ("عدد المقالات التي تذكر الموضوع", "Articles that name the topic"),
    "coverage": ("التغطية: مقالات كل مصدر", "Coverage: articles of each source"),
    "coverage sub": (
        "عدد المقالات في {}، والمربع المخطط بلا مقالات",
        "Articles {}; a hatched cell has none",
    ),
    "others": ("مصادر أخرى ({})", "other sources ({})"),
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
