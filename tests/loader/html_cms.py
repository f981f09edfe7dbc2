"""More pages with markup, written for the tests: the same article as content management systems print it."""

# ruff: noqa: E501 (markup and Arabic cases stay on one line each)
from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from html_pages import BODY, OTHER, SITE, TAGS, TITLE, page

P = "".join(f"<p>{text}</p>" for text in BODY)
TRENDS = ("الانتخابات", "أسعار الذهب", "كأس القارة")


def nextjs() -> str:
    """The article in the state of a framework, beside the rendered page."""
    data = {
        "props": {
            "pageProps": {
                "article": {
                    "title": TITLE,
                    "publishedAt": "2024-03-07T10:00:00Z",
                    "body": P,
                    "tags": [{"name": x} for x in TAGS],
                }
            }
        }
    }
    return page(
        "",
        f'<div id="__next"><main><h1>{TITLE}</h1>{P}</main></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script>',
    )


def nextjs_empty() -> str:
    """The article in the state of a framework alone; other articles beside it."""
    data = {
        "props": {
            "pageProps": {
                "post": {
                    "headline": TITLE,
                    "published_at": "2024-03-07T10:00:00Z",
                    "content": P,
                    "keywords": list(TAGS),
                },
                "related": [{"title": OTHER[0], "publishedAt": "2020-01-01"}],
            }
        }
    }
    return page(
        "",
        f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script>',
    )


def blogger() -> str:
    """Labels in the footer of a post, the day in an abbreviation."""
    lab = " ".join(
        f"<a href='https://x.example/search/label/{i}' rel='tag'>{x}</a>" for i, x in enumerate(TAGS)
    )
    return page(
        "",
        f"<div class='date-outer'><h2 class='date-header'><span>الخميس، 7 مارس 2024</span></h2><div class='post hentry'><h3 class='post-title entry-title'>{TITLE}</h3><div class='post-body entry-content'>{'<br/><br/>'.join(BODY)}</div><div class='post-footer'><span class='post-labels'>التسميات: {lab}</span><abbr class='published' title='2024-03-07T10:00:00+03:00'>10:00 ص</abbr></div></div></div>",
    )


def joomla() -> str:
    """Tags as microdata before the text; the update printed beside the day."""
    lab = "".join(
        f'<li class="tag-{i} tag-list{i}" itemprop="keywords"><a href="/component/tags/tag/{i}" class="label label-info">{x}</a></li>'
        for i, x in enumerate(TAGS)
    )
    return page(
        "",
        f'<div class="item-page"><div class="page-header"><h2>{TITLE}</h2></div><dl class="article-info"><dd class="published"><time datetime="2024-03-07T10:00:00+03:00">07 آذار 2024</time></dd><dd class="modified">آخر تحديث: 9 آذار 2024</dd></dl><ul class="tags inline">{lab}</ul><div itemprop="articleBody">{P}</div></div>',
    )


def graph_many() -> str:
    """A list of other articles before the article in JSON-LD; keywords as objects."""
    g = [
        {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "NewsArticle",
                    "headline": OTHER[0],
                    "datePublished": "2020-01-01",
                    "keywords": "غريب",
                }
            ],
        },
        {
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": "2024-03-07T10:00:00+03:00",
            "keywords": [{"@type": "DefinedTerm", "name": x} for x in TAGS],
        },
    ]
    return page(
        f'<script type="application/ld+json">{json.dumps(g, ensure_ascii=False)}</script>',
        f"<h1>{TITLE}</h1>{P}",
    )


def main_entity() -> str:
    """The article as the main entity of its page."""
    g = {
        "@type": "WebPage",
        "mainEntity": {
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": "2024-03-07",
            "keywords": ";".join(TAGS),
        },
    }
    return page(
        f'<script type="application/ld+json">{json.dumps(g, ensure_ascii=False)}</script>',
        f"<h1>{TITLE}</h1>{P}",
    )


def rdfa() -> str:
    """RDFa properties on visible elements."""
    return page(
        "",
        f'<div typeof="schema:NewsArticle"><h1 property="schema:headline">{TITLE}</h1><span property="schema:datePublished" content="2024-03-07T10:00:00+03:00">قبل شهر</span><div property="schema:articleBody">{P}</div>'
        + "".join(f'<a property="schema:keywords" href="/k/{i}">{x}</a> ' for i, x in enumerate(TAGS))
        + "</div>",
    )


def lone_links() -> str:
    """Links that are tags by their own class; a relative time with the moment in its title."""
    return page(
        "",
        f'<h1>{TITLE}</h1><span class="timeago" title="2024-03-07T10:00:00+0300">منذ شهر</span><div class="c">{P}</div><div class="bottom">'
        + " ".join(f'<a class="tag" href="/k{i}">{x}</a>' for i, x in enumerate(TAGS))
        + "</div>",
    )


def heading_then_list() -> str:
    """A heading of tags over a list whose links say nothing."""
    return page(
        "",
        f'<h1>{TITLE}</h1><p>7 مارس 2024 - 10:00</p><div class="c">{P}</div><h4>الكلمات المفتاحية</h4><ul>'
        + "".join(f'<li><a href="/k{i}">{x}</a></li>' for i, x in enumerate(TAGS))
        + "</ul>",
    )


def strong_label() -> str:
    """Tags as text behind a bold label at the end of the text."""
    return page(
        "",
        f'<h1>{TITLE}</h1><div>الخميس 07-03-2024</div><div class="c">{P}<p><strong>وسوم:</strong> {"، ".join(TAGS)}</p></div>',
    )


def buttons() -> str:
    """Tags as buttons."""
    return page(
        '<meta name="publish-date" content="07/03/2024">',
        f'<h1>{TITLE}</h1><div class="c">{P}</div><div class="story-tags"><span>وسوم</span>'
        + "".join(f"<button>{x}</button>" for x in TAGS)
        + "</div>",
    )


def encoded_href() -> str:
    """Links to pages of tags with an encoded address."""
    return page(
        "",
        f'<h1>{TITLE}</h1><div class="post_date">الخميس ٧ آذار ٢٠٢٤</div><div class="c">{P}</div><p>'
        + " ".join(f'<a href="/%D9%88%D8%B3%D9%85/{i}">#{x}</a>' for i, x in enumerate(TAGS))
        + "</p>",
    )


def meta_many() -> str:
    """All tags in one meta element."""
    return page(
        f'<meta property="article:published_time" content="2024-03-07T21:10:00Z"><meta property="article:tag" content="{",".join(TAGS)}"><meta property="og:title" content="{TITLE} | {SITE}">',
        f"<h1>{TITLE}</h1><div>{P}</div>",
    )


def search_engines() -> str:
    """Dates and tags under names of search engines."""
    return page(
        f'<meta name="cXenseParse:recs:publishtime" content="2024-03-07T21:10:00Z"><meta name="keywords" lang="ar" content="{", ".join(TAGS)}">',
        f"<h1>{TITLE}</h1><div>{P}</div>",
    )


def time_pubdate() -> str:
    """A footer of the article that opens with the label of its tags; times of comments."""
    return page(
        "",
        f'<article><header><h1>{TITLE}</h1><time pubdate datetime="2024-03-07">7/3</time></header>{P}<footer>الأوسمة <ul><li><a href="/a">{TAGS[0]}</a></li><li><a href="/b">{TAGS[1]}</a></li><li><a href="/c">{TAGS[2]}</a></li></ul></footer></article><div class="comments"><time datetime="2025-01-01">1/1</time></div>',
    )


def tag_dl() -> str:
    """Tags as a list of definitions."""
    return page(
        "",
        f'<h1>{TITLE}</h1><div class="news-info"><i class="fa fa-clock"></i> 2024/03/07 | 10:00</div><div class="c">{P}</div><dl><dt>الكلمات الدالة</dt>'
        + "".join(f'<dd><a href="/k{i}">{x}</a></dd>' for i, x in enumerate(TAGS))
        + "</dl>",
    )


def ghost() -> str:
    """Tags in JSON-LD and in meta elements."""
    g = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": TITLE,
        "datePublished": "2024-03-07T10:00:00.000Z",
        "dateModified": "2024-03-10T10:00:00.000Z",
        "keywords": ", ".join(TAGS),
        "author": {"@type": "Person", "name": "سامي"},
    }
    return page(
        f'<script type="application/ld+json">{json.dumps(g)}</script>'
        + "".join(f'<meta property="article:tag" content="{x}">' for x in TAGS),
        f'<article class="post tag-x"><h1>{TITLE}</h1><section>{P}</section></article>',
    )


def cdata_ld() -> str:
    """JSON-LD in a CDATA section."""
    g = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-03-07", "keywords": list(TAGS)}
    return page(
        f'<script type="application/ld+json">//<![CDATA[\n{json.dumps(g)}\n//]]></script>',
        f"<h1>{TITLE}</h1>{P}",
    )


def newline_ld() -> str:
    """Line breaks inside the strings of JSON-LD."""
    g = (
        '{"@type":"NewsArticle","headline":"'
        + TITLE
        + '","description":"سطر\nثان","datePublished":"2024-03-07","keywords":"'
        + ",".join(TAGS)
        + '"}'
    )
    return page(f'<script type="application/ld+json">{g}</script>', f"<h1>{TITLE}</h1>{P}")


def trending_box() -> str:
    """A bar of trends before the headline."""
    w = "".join(f'<a href="/tag/w{i}">{x}</a>' for i, x in enumerate(TRENDS))
    o = "".join(f'<a href="/tag/{i}">{x}</a>' for i, x in enumerate(TAGS))
    return page(
        "",
        f'<div class="trending-bar"><span>الأكثر تداولا</span>{w}</div><h1>{TITLE}</h1><time datetime="2024-03-07">7 مارس</time><div class="c">{P}</div><div class="tags-box">{o}</div>',
    )


def headed_trend() -> str:
    """A list under a heading of trends; the own tags under a heading of topics."""
    w = "".join(f'<li><a href="/topic/w{i}">{x}</a></li>' for i, x in enumerate(TRENDS))
    o = "".join(f'<li><a href="/topic/{i}">{x}</a></li>' for i, x in enumerate(TAGS))
    return page(
        "",
        f'<section><h3>مواضيع رائجة</h3><ul>{w}</ul></section><main><h1>{TITLE}</h1><time datetime="2024-03-07">7 مارس</time><div class="c">{P}</div><section><h3>مواضيع ذات صلة</h3><ul>{o}</ul></section></main>',
    )


def title_dash() -> str:
    """No heading; the section and the site behind the title; tags as plain text."""
    return page(
        '<meta name="date" content="2024-03-07">',
        f'<div class="a">{P}</div><div class="keywords">{"، ".join(TAGS)}</div>',
        title=f"{TITLE} - سياسة - {SITE}",
    )


def hashtags_inline() -> str:
    """A paragraph of hashtags behind the text."""
    return page(
        '<meta name="date" content="2024-03-07">',
        f'<h1>{TITLE}</h1><div class="a">{P}<p>#'
        + " #".join(x.replace(" ", "_") for x in TAGS)
        + "</p></div>",
    )


def data_time() -> str:
    """The moment of publication as a data attribute."""
    return page(
        "",
        f'<h1>{TITLE}</h1><span class="time" data-timestamp="1709805600">قبل شهر</span><div class="a">{P}</div><div class="tags">{"".join(f"<a>{x}</a>" for x in TAGS)}</div>',
    )


def scrolls_on() -> str:
    """The next and longer article in full behind this one, in an element of its own."""
    o = "".join(f"<li><a>{x}</a></li>" for x in TAGS)
    more = "".join(
        f"<p>في اليوم {i} من المهرجان عرضت {i * 7} فرقة زيتونها وزيتها في ساحة القلعة، وقال منظمون إن {i * 900} زائر حضروا حتى المساء.</p>"
        for i in range(1, 40)
    )
    return page(
        "",
        f'<main><article><h1>{TITLE}</h1><div class="date">7 مارس 2024</div><div class="text">{P}</div><ul class="tags">{o}</ul></article>'
        f'<article><h1>{OTHER[0]}</h1><div class="date">1 مارس 2024</div><div class="text">{more}</div><div class="tags"><a>مهرجان</a></div></article></main>',
    )


def locked() -> str:
    """Half of the text for subscribers, all of it in JSON-LD."""
    said = json.dumps(
        {
            "@type": "NewsArticle",
            "isAccessibleForFree": False,
            "articleBody": "\n".join(BODY),
            "keywords": TAGS,
            "datePublished": "2024-03-07",
        }
    )
    shown = "".join(f"<p>{text}</p>" for text in BODY[:2])
    offer = "<div><h3>للقراءة الكاملة اشترك الآن</h3><p>يحصل المشتركون على جميع المقالات مقابل دولار في الشهر الأول.</p></div>"
    return page(
        f'<script type="application/ld+json">{said}</script>',
        f"<article><h1>{TITLE}</h1>{shown}{offer}</article>",
    )


def portal_of_line_breaks() -> str:
    """No heading, no paragraph, no metadata: tables, fonts and line breaks, the site's name before the title."""
    links = " - ".join(f'<a href="search?q={i}">{x}</a>' for i, x in enumerate(TAGS))
    return (
        f"<html><head><title>{SITE} | {TITLE}</title></head><body><table><tr><td colspan=2><font size=5>{SITE}</font></td></tr>"
        f"<tr><td><a href=1>الرئيسية</a><br><a href=2>أخبار المدينة</a><br><a href=3>اقتصاد</a></td><td><font color=red><b>{TITLE}</b></font><br>"
        f"<font size=1>7-03-2024 10:15 | عدد القراءات 320</font><br><br>{'<br><br>'.join(BODY)}<br><br>الكلمات الدلالية: {links}"
        f"<br><hr><b>اقرأ أيضا</b><br>{'<br>'.join(f'<a href=n>{text}</a>' for text in OTHER)}</td></tr></table></body></html>"
    )


def skipped_box() -> str:
    """A list of links inside the text that says where it ends."""
    o = "".join(f'<li><a href="/topics/{i}">{x}</a></li>' for i, x in enumerate(TAGS))
    links = "".join(f'<li><a href="/n/{i}">{text}</a></li>' for i, text in enumerate(OTHER))
    middle = f"<section><strong>قصص مقترحة</strong><ul>{links}</ul><p>نهاية قصص مقترحة</p></section>"
    text = (
        "".join(f"<p>{text}</p>" for text in BODY[:2])
        + middle
        + "".join(f"<p>{text}</p>" for text in BODY[2:])
    )
    return page(
        "",
        f'<main><h1>{TITLE}</h1><time datetime="2024-03-07">7 مارس</time>{text}<section><h2>مواضيع</h2><ul>{o}</ul></section></main>',
    )


CMS = {
    function.__name__: function
    for function in (
        nextjs,
        nextjs_empty,
        blogger,
        joomla,
        graph_many,
        main_entity,
        rdfa,
        lone_links,
        heading_then_list,
        strong_label,
        buttons,
        encoded_href,
        meta_many,
        search_engines,
        time_pubdate,
        tag_dl,
        ghost,
        cdata_ld,
        newline_ld,
        trending_box,
        headed_trend,
        title_dash,
        hashtags_inline,
        data_time,
        scrolls_on,
        locked,
        portal_of_line_breaks,
        skipped_box,
    )
}
