"""Pages with markup, written for the tests: one article in the templates of a dozen kinds of site."""

# ruff: noqa: E501 (markup and Arabic cases stay on one line each)
from __future__ import annotations

TITLE = "مجلس بلدية الربوة يقرّ خطة لتوسعة شبكة المياه في الأحياء الشرقية"
BODY = (
    "أقرّ مجلس بلدية الربوة في جلسته الأسبوعية خطة لتوسعة شبكة المياه في الأحياء الشرقية، بكلفة تبلغ ثلاثة "
    "ملايين دينار على مرحلتين تنتهي الثانية منهما في خريف العام المقبل.",
    "وقال رئيس المجلس سامر العطار إن الخطة تشمل مدّ سبعين كيلومترا من الأنابيب الجديدة، وبناء خزانين كبيرين عند "
    "المدخل الشمالي للمدينة، واستبدال المضخات التي مضى على عملها أكثر من عشرين عاما.",
    "وطالب أعضاء من المعارضة بنشر تفاصيل العقود قبل بدء العمل، مشيرين إلى أن مشروع السنوات الماضية تأخر مرتين من "
    "دون توضيح للأسباب، ولم تُنشر نتائج التحقيق الذي وعدت به الإدارة.",
    "ومن المقرر أن تُطرح المناقصة الأولى مطلع الشهر المقبل، على أن يبدأ الحفر في حي النخيل، وهو أكثر الأحياء تضررا من "
    "انقطاع المياه خلال الصيف الماضي بحسب تقرير لجنة الخدمات.",
)
OTHER = (
    "انطلاق مهرجان الزيتون في دورته العاشرة وسط إقبال كبير",
    "فريق الاتحاد يفوز على ضيفه بثلاثة أهداف في مباراة مثيرة",
    "طقس الغد حار نسبيا والرياح نشطة على السواحل الغربية",
)
TAGS = ("بلدية الربوة", "شبكة المياه", "سامر العطار")
SITE = "صحيفة النهر"


def paragraphs(*, middle: str = "") -> str:
    """Return the body as paragraphs, with something between the second and the third."""
    marked = [f"<p>{text}</p>" for text in BODY]
    return "\n".join([*marked[:2], middle, *marked[2:]])


def others(heading: str = "اقرأ أيضا", kind: str = "related-posts") -> str:
    """Return a box of links to other articles."""
    links = "".join(
        f'<li><a href="/n/{i}"><h4>{text}</h4></a><time>3 يناير 2019</time></li>'
        for i, text in enumerate(OTHER)
    )
    return f'<div class="{kind}"><h3>{heading}</h3><ul>{links}</ul></div>'


def page(head: str, body: str, *, title: str = f"{TITLE} - {SITE}") -> str:
    """Return a whole page with a menu before the content and a footer after it."""
    menu = "".join(
        f'<li><a href="/{w}">{w}</a></li>' for w in ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة")
    )
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f'<body><header class="site-header"><div class="current-date">الأحد 5 مايو 2030</div><nav><ul>{menu}</ul></nav>'
        f"</header>{body}<footer><p>جميع الحقوق محفوظة © 2030 {SITE}</p></footer></body></html>"
    )


def wordpress() -> str:
    """Yoast: a JSON-LD graph, article:tag, a category that is marked as a tag too, tags in the entry's footer."""
    graph = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Article",'
        f'"headline":"{TITLE}","datePublished":"2024-03-07T23:40:00+00:00","dateModified":"2024-03-09T08:00:00+00:00",'
        f'"keywords":["{TAGS[0]}","{TAGS[1]}"],"articleSection":["محليات"]}},{{"@type":"WebPage","name":"{TITLE} - {SITE}",'
        f'"datePublished":"2024-03-07T23:40:00+00:00"}},{{"@type":"WebSite","name":"{SITE}"}}]}}</script>'
    )
    tags = "".join(f'<meta property="article:tag" content="{t}">' for t in TAGS)
    head = f'{graph}{tags}<meta property="og:title" content="{TITLE} - {SITE}"><meta property="og:site_name" content="{SITE}">'
    links = " ".join(f'<a href="/tag/{i}/" rel="tag">{t}</a>' for i, t in enumerate(TAGS))
    body = (
        f'<article id="post-7" class="post tag-water category-local"><h1 class="entry-title">{TITLE}</h1>'
        '<div class="entry-meta"><a href="/category/local" rel="category tag">محليات</a></div>'
        f'<div class="entry-content">{paragraphs(middle=f"<p><strong>اقرأ أيضا: <a href=/n>{OTHER[0]}</a></strong></p>")}</div>'
        f'<footer class="entry-footer"><span class="tags-links">الوسوم: {links}</span></footer></article>{others()}'
    )
    return page(head, body)


def old_portal() -> str:
    """No metadata at all: a printed date, a body in one cell parted by line breaks, tags after a label."""
    cell = "<br><br>".join(BODY)
    links = "، ".join(f'<a href="search.php?q={i}">{t}</a>' for i, t in enumerate(TAGS))
    body = (
        f'<table><tr><td><h1>{TITLE}</h1><div class="info">نشر في: الخميس 7 آذار 2024 - 23:40</div>'
        f'<div id="newstext">{cell}</div><div>الكلمات الدالة: {links}</div></td></tr></table>'
    )
    return page("", body, title=f"{TITLE} | {SITE}")


def drupal() -> str:
    """Fields with their own classes, Dublin Core, a printed Maghreb month, generic keywords in the head."""
    head = (
        '<meta name="dcterms.date" content="2024-03-07T21:40+01:00">'
        f'<meta name="keywords" content="أخبار, عاجل, رياضة, اقتصاد, فن, {SITE}">'
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="{SITE}">'
    )
    links = "".join(
        f'<div class="field__item"><a href="/taxonomy/term/{i}">{t}</a></div>' for i, t in enumerate(TAGS)
    )
    body = (
        f'<main><h1>{TITLE}</h1><span class="date-display-single">الخميس 7 مارس 2024</span>'
        f'<div class="field--name-body">{paragraphs()}</div><div class="field field--name-field-tags">'
        f'<div class="field__label">وسوم</div>{links}</div></main>{others("الأكثر قراءة", "view-most-read")}'
    )
    return page(head, body)


def microdata() -> str:
    """Schema.org as attributes; the update stands first; tags of other articles beside their headlines."""
    cards = "".join(
        f'<article class="card"><a href="/n/{i}">{t}</a><a rel="tag" href="/tag/x{i}">وسم غريب {i}</a>'
        '<time datetime="2018-01-02">2 يناير</time></article>'
        for i, t in enumerate(OTHER)
    )
    links = "".join(f'<li><a href="/topics/{i}">{t}</a></li>' for i, t in enumerate(TAGS))
    body = (
        f'<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>'
        '<time itemprop="dateModified" datetime="2024-03-09T10:00+03:00">آخر تحديث 9 مارس</time>'
        '<time itemprop="datePublished" datetime="2024-03-07T23:40+03:00">الخميس</time>'
        f'<div itemprop="articleBody">{paragraphs()}</div><ul class="articleTopics">{links}</ul></article>'
        f'<section class="latest">{cards}</section>'
    )
    return page(f'<meta property="og:site_name" content="{SITE}">', body)


def widget_site() -> str:
    """A cloud of the site's tags beside the article's own, which are spans after hash signs."""
    cloud = "".join(
        f'<a class="tag-cloud-link" href="/tag/s{i}">{t}</a>'
        for i, t in enumerate(("الانتخابات", "كأس القارة", "أسعار الذهب"))
    )
    spans = "".join(f"<span>#{t.replace(' ', '_')}</span>" for t in TAGS)
    body = (
        f'<div class="content"><h1>{TITLE}</h1><p class="post-date">07/03/2024 11:40 م</p>{paragraphs()}'
        f'<div class="hashtags">{spans}</div></div><aside><div class="widget tagcloud"><h3>وسوم شائعة</h3>{cloud}</div></aside>'
    )
    return page(f'<meta name="twitter:title" content="{TITLE}">', body)


def updated_only() -> str:
    """The only date is that of an update; the keywords are the headline cut at its spaces."""
    head = (
        '<meta property="article:modified_time" content="2024-03-07T20:00:00+03:00">'
        f'<meta name="keywords" content="{",".join(TITLE.split())}">'
    )
    return page(head, f'<div class="article"><h1>{TITLE}</h1><div class="text">{paragraphs()}</div></div>')


def news_keywords() -> str:
    """Keywords in a head of their own, a broken JSON-LD beside a sound one, the address holds the day."""
    head = (
        f'<meta name="news_keywords" content="{"، ".join(TAGS)}"><link rel="canonical" href="https://nahr.example/2024/03/07/water/">'
        '<script type="application/ld+json">{"@type": "Organization", "name": </script>'
        f'<script type="application/ld+json">[{{"@type":["NewsArticle"],"headline":"{TITLE}","keywords":"{TAGS[0]}, {TAGS[2]}",'
        f'"publisher":{{"@type":"Organization","name":"{SITE}"}},}}]</script>'
    )
    return page(head, f"<div><h1>{SITE}</h1><h2>{TITLE}</h2>{paragraphs()}</div>", title=f"{SITE} | {TITLE}")


TEMPLATES = {
    function.__name__: function
    for function in (wordpress, old_portal, drupal, microdata, widget_site, updated_only, news_keywords)
}


def public_broadcaster() -> str:
    """Topics under a heading of their own, a relative time printed, no class that says anything."""
    graph = (
        '<script type="application/ld+json">{"@context":"http://schema.org","@type":"ReportageNewsArticle","headline":'
        f'"{TITLE}","datePublished":"2024-03-07T20:40:11.000Z","publisher":{{"@type":"NewsMediaOrganization","name":"{SITE}"}}}}</script>'
    )
    links = "".join(f'<li class="x1"><a href="/arabic/topics/c{i}">{t}</a></li>' for i, t in enumerate(TAGS))
    menu = "".join(
        f'<li><a href="/arabic/topics/m{i}">{t}</a></li>' for i, t in enumerate(("الشرق الأوسط", "علوم"))
    )
    body = (
        f'<nav><ul>{menu}</ul></nav><main class="a1"><h1 class="b2">{TITLE}</h1><time datetime="2024-03-07">قبل 3 ساعات</time>'
        f"{paragraphs(middle='<figure><img><figcaption>صورة من المجلس</figcaption></figure>')}"
        f"<section><h2>مواضيع ذات صلة</h2><ul>{links}</ul></section></main>"
    )
    return page(graph, body)


def state_agency() -> str:
    """A Hijri date beside the Gregorian, agency signs at both ends, tags as plain text after a label."""
    body = (
        f'<div id="wrapper" class="has-sidebar sidebar-left"><div class="news-title"><h2>{TITLE}</h2></div>'
        '<div class="news-date">الخميس 26 شعبان 1445هـ - 7 مارس 2024م</div>'
        f'<div class="news-body">{paragraphs()}</div><div class="tags">الوسوم: {"، ".join(TAGS)}</div></div>'
    )
    return page("", body, title=f"{SITE} : {TITLE}")


def mixed_keywords() -> str:
    """Own tags in the meta keywords beside the site's name; Arabic digits in the printed date; a ticker."""
    head = (
        f'<meta name="keywords" content="{"،".join(TAGS)}،{SITE}"><meta property="og:site_name" content="{SITE}">'
        f'<meta property="og:title" content="{TITLE}">'
    )
    ticker = "".join(f'<a href="/b/{i}">{t}</a>' for i, t in enumerate(OTHER))
    body = (
        f'<div class="breaking-ticker">{ticker}</div><section class="story"><h1>{TITLE}</h1><div class="meta"><span>كتب: سامي الخطيب</span>'
        f'<span class="date">٧ مارس ٢٠٢٤ ١١:٤٠ م</span></div><div class="share">شارك <a href="#">فيسبوك</a></div>{paragraphs()}'
        f"<p><a href='/x'>{OTHER[1]}</a></p></section>"
    )
    return page(head, body)


def own_tags_in_an_aside() -> str:
    """Tags in an aside of the article; the headlines of a slider stand before the headline."""
    slides = "".join(
        f'<div class="slide"><h2><a href="/s/{i}">{t}</a></h2><span class="date">1/1/2020</span></div>'
        for i, t in enumerate(OTHER)
    )
    links = "".join(f'<a href="/t/{i}">{t}</a>' for i, t in enumerate(TAGS))
    body = (
        f'<div class="slider">{slides}</div><article><header><h1>{TITLE}</h1><p class="published-at">نُشر: 2024/03/07 - 23:40</p>'
        f'</header>{paragraphs()}<aside class="keywords"><strong>كلمات مفتاحية</strong>{links}</aside></article>'
    )
    return page("", body)


def single_page_app() -> str:
    """The text stands in JSON-LD alone; the page itself is empty until scripts run."""
    text = "\\n".join(BODY)
    head = (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","articleBody":"{text}",'
        f'"datePublished":"2024-03-07","keywords":"{",".join(TAGS)}","publisher":{{"name":"{SITE}"}}}}</script>'
    )
    return page(head, '<div id="root"></div>')


def amp() -> str:
    """Accelerated pages: the address holds the day, a parsely date, tags as buttons."""
    head = (
        f'<meta name="parsely-pub-date" content="2024-03-07T20:40:00Z"><meta name="parsely-tags" content="{",".join(TAGS)}">'
        f'<meta name="parsely-title" content="{TITLE}"><link rel="canonical" href="https://nahr.example/2024/3/7/water">'
    )
    return page(
        head,
        f'<main><div class="headline">{TITLE}</div>{paragraphs()}<amp-social-share type="x"></amp-social-share></main>',
    )


TEMPLATES |= {
    function.__name__: function
    for function in (
        public_broadcaster,
        state_agency,
        mixed_keywords,
        own_tags_in_an_aside,
        single_page_app,
        amp,
    )
}
