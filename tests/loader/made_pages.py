"""Page dumps in layouts of our own invention, written for these tests, with what a reader sees in them."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "وزير الزراعة يفتتح سد الوادي الأخضر بحضور سفراء ثلاث دول"
LEAD = "افتتح وزير الزراعة سامي الحداد، صباح الأحد، سد الوادي الأخضر شمالي البلاد بحضور سفراء ثلاث دول مانحة."
SECOND = (
    'وقال الحداد في كلمة خلال الحفل إن السد "سيروي نحو أربعين ألف هكتار"، مشيرا إلى أن العمل فيه '
    "استمر ست سنوات وشارك فيه ثلاثة آلاف عامل من أبناء المنطقة."
)
THIRD = "وأضاف أن المرحلة الثانية من المشروع تبدأ الربيع المقبل، على أن تنتهي قبل موسم الأمطار."
BODY = (LEAD, SECOND, THIRD)
HEADLINES = (
    "ارتفاع أسعار القمح في أسواق الشمال للشهر الثالث",
    "منتخب السيدات يبلغ نصف نهائي البطولة القارية",
    "معرض الكتاب يفتح أبوابه بمشاركة مئتي دار نشر",
)
OTHER_TITLE = "حريق في مصنع نسيج بضواحي العاصمة يوقف الإنتاج أسبوعا"
OTHER = (
    "أتى حريق اندلع فجر الثلاثاء في مصنع نسيج بضواحي العاصمة على مخازنه كلها، وأوقف الإنتاج فيه أسبوعا.",
    "وقالت فرق الإطفاء إنها سيطرت على الحريق بعد أربع ساعات، ولم يسجل وقوع إصابات بين العمال.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A made page: its layout's name, its text, and what stands in it."""

    name: str
    text: str
    body: tuple[str, ...] = BODY
    title: str = TITLE
    published: str | None = "2021-03-07"
    source: str | None = None
    tags: tuple[str, ...] = ()
    site_tags: tuple[str, ...] = ()
    related_title: str | None = None
    related: tuple[str, ...] = ()


def page(name: str, *lines: str, between: str = "\n", **found: object) -> Made:
    """Return a made page of these lines."""
    return Made(name, between.join(lines), **found)  # type: ignore[arg-type]


TAGS = ("سد الوادي الأخضر", "وزارة الزراعة", "سامي الحداد")
_DATE = "الأحد 7 مارس 2021"

LAYOUTS = (
    page("date before the title", "7/3/2021 10:15", TITLE, *BODY),
    page("title, date, body", TITLE, _DATE, *BODY),
    page("date after the body", TITLE, *BODY, "نشر في: 7 آذار/مارس 2021", published="2021-03-07"),
    page("title printed twice", TITLE, "تاريخ النشر: 2021-03-07", TITLE, *BODY),
    page("menu trail before the title", "الرئيسية > أخبار > سياسة", TITLE, _DATE, *BODY),
    page("menu, a section a line", "الرئيسية", "أخبار", "اقتصاد", "رياضة", TITLE, _DATE, *BODY),
    page("trail that repeats the title", f"الرئيسية / محليات / {TITLE}", TITLE, _DATE, *BODY),
    page("section above and below the title", "محليات", TITLE, "شؤون الريف", _DATE, *BODY),
    page("byline with a colon", TITLE, "كتب: نادر سليم", _DATE, *BODY),
    page("agency dateline as a line", TITLE, _DATE, "القاهرة/ أ ف ب", *BODY),
    page("byline and date on one line", TITLE, "نادر سليم - وكالات | 7 مارس 2021 | 09:30", *BODY),
    page("published and updated", TITLE, "نشر في: 7 مارس 2021", "آخر تحديث: 9 مارس 2021", *BODY),
    page("updated before published", TITLE, "آخر تحديث: 9 مارس 2021", "نشر في: 7 مارس 2021", *BODY),
    page("caption under the title", TITLE, _DATE, "صورة أرشيفية للسد قبل امتلائه", *BODY),
    page("caption with an archive note", TITLE, _DATE, "جانب من حفل الافتتاح - أرشيف", *BODY),
    page("share buttons in the middle", TITLE, _DATE, LEAD, "شارك", "فيسبوك تويتر واتساب", SECOND, THIRD),
    page("advertisement lines", TITLE, _DATE, LEAD, "Advertisement", SECOND, "إعلان", THIRD),
    page("video player words", TITLE, _DATE, LEAD, "یعرض الآن Next", SECOND, THIRD),
    page("link in the text, on its line", TITLE, _DATE, LEAD, f"اقرأ أيضا: {HEADLINES[0]}", SECOND, THIRD),
    page("link in the text, on the next line", TITLE, _DATE, LEAD, "اقرأ أيضاً", HEADLINES[0], SECOND, THIRD),
    page(
        "two links in the text",
        *(TITLE, _DATE, LEAD, f"شاهد أيضا: {HEADLINES[0]}", SECOND, f"قد يهمك: {HEADLINES[1]}", THIRD),
    ),
    page(
        "second article at the end",
        *(TITLE, _DATE, *BODY, "اقرأ أيضا:", OTHER_TITLE, *OTHER),
        related_title=OTHER_TITLE,
        related=OTHER,
    ),
    page(
        "second article under a heading no list knows",
        *(TITLE, _DATE, *BODY, "من أرشيفنا القريب", OTHER_TITLE, *OTHER),
        related_title=OTHER_TITLE,
        related=OTHER,
    ),
    page(
        "second article after source and tags",
        *(
            TITLE,
            _DATE,
            *BODY,
            "المصدر: وكالات",
            "الوسوم: " + "، ".join(TAGS),
            "إقرأ أيضاً:",
            OTHER_TITLE,
            *OTHER,
        ),
        source="وكالات",
        tags=TAGS,
        related_title=OTHER_TITLE,
        related=OTHER,
    ),
    page("headlines at the end", TITLE, _DATE, *BODY, "مواضيع ذات صلة", *HEADLINES, related=HEADLINES),
    page(
        "headlines under an unknown heading",
        TITLE,
        _DATE,
        *BODY,
        "على صفحاتنا",
        *HEADLINES,
        related=HEADLINES,
    ),
    page("most read box", TITLE, _DATE, *BODY, "الأكثر قراءة", *HEADLINES, related=HEADLINES),
    page(
        "tags as hashtags",
        *(TITLE, _DATE, *BODY, "#سد_الوادي_الأخضر #وزارة_الزراعة #سامي_الحداد"),
        tags=TAGS,
    ),
    page("tags one a line", TITLE, _DATE, *BODY, "الوسوم", *TAGS, tags=TAGS),
    page(
        "tags one a line, then headlines",
        TITLE,
        _DATE,
        *BODY,
        "الوسوم:",
        *TAGS,
        "اقرأ أيضا",
        *HEADLINES,
        tags=TAGS,
        related=HEADLINES,
    ),
    page("tags before the body", TITLE, _DATE, "الكلمات المفتاحية: " + " | ".join(TAGS), *BODY, tags=TAGS),
    page(
        "tags before the source",
        *(TITLE, _DATE, *BODY, "Tags: " + ", ".join(TAGS), "Source: Alwadi Press"),
        tags=TAGS,
        source="Alwadi Press",
    ),
    page(
        "site tags under their own marker",
        *(
            TITLE,
            _DATE,
            *BODY,
            "وسوم: " + "، ".join(TAGS),
            "الأكثر تداولا: القمح، البطولة القارية، معرض الكتاب",
        ),
        tags=TAGS,
        site_tags=("القمح", "البطولة القارية", "معرض الكتاب"),
    ),
    page("source above the body", TITLE, "المصدر : وكالات", _DATE, *BODY, source="وكالات"),
    page("source as quoted from", TITLE, _DATE, *BODY, "نقلا عن صحيفة الضحى", source="صحيفة الضحى"),
    page(
        "source on the line under its marker",
        TITLE,
        _DATE,
        *BODY,
        "المصدر:",
        "صحيفة الضحى",
        source="صحيفة الضحى",
    ),
    page(
        "source glued to the last sentence",
        *(TITLE, _DATE, LEAD, SECOND, THIRD + "المصدر: صحيفة الضحى"),
        source="صحيفة الضحى",
    ),
    page(
        "share words, headlines and tags glued before the source",
        *(TITLE, _DATE, *BODY),
        f"Skip to contentشارك هذا الخبرتعليق مواضيع إضافية {HEADLINES[0]} {' '.join(TAGS)}المصدر: صحيفة الضحى",
        "كلمات دلالية: " + "، ".join(TAGS),
        source="صحيفة الضحى",
        tags=TAGS,
    ),
    page(
        "comments",
        TITLE,
        _DATE,
        *BODY,
        "التعليقات (2)",
        "قارئ",
        "بارك الله فيكم على هذا الخبر الجميل يا إخوان.",
    ),
    page(
        "newsletter, cookies, rights",
        TITLE,
        _DATE,
        *BODY,
        "اشترك في نشرتنا البريدية ليصلك كل جديد",
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك.",
        "© 2021 جميع الحقوق محفوظة",
    ),
    page("counters under the title", TITLE, _DATE, "1234 مشاهدة", "مدة القراءة: 3 دقائق", *BODY),
    page(
        "English labels",
        TITLE,
        "Published: March 7, 2021",
        *BODY,
        "Source: Reuters",
        "Related articles",
        *HEADLINES,
        source="Reuters",
        related=HEADLINES,
    ),
    page("blank lines between all lines", TITLE, _DATE, *BODY, "الوسوم:", *TAGS, between="\n\n", tags=TAGS),
    page("carriage returns", TITLE, _DATE, *BODY, "المصدر: وكالات", between="\r\n", source="وكالات"),
    page(
        "all on one line",
        f"{TITLE} تاريخ النشر: 7th, March 2021 GMT {LEAD} {SECOND} {THIRD}المصدر: وكالات كلمات دلالية: "
        + "، ".join(TAGS),
        body=(" ".join(BODY),),
        source="وكالات",
        tags=TAGS,
    ),
    page(
        "all on one line, tabs between", TITLE, _DATE, *BODY, "المصدر: وكالات", between="\t", source="وكالات"
    ),
    page("no date", TITLE, *BODY, published=None),
    page("relative date", TITLE, "منذ 3 ساعات", *BODY, published=None),
    page("title with a colon", "شاهد: " + TITLE, _DATE, *BODY, title="شاهد: " + TITLE),
    page("title that ends with a full stop", TITLE + ".", _DATE, *BODY, title=TITLE + "."),
    page("a line of dots, signs and numbers", TITLE, _DATE, "* * *", LEAD, "------", SECOND, "10:30", THIRD),
)
