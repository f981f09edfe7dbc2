"""What players and buttons print behind a tag line, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.loader.tags.text import light

if TYPE_CHECKING:
    from collections.abc import Sequence

_PHRASES = (
    "یعرض الآن Next|Next|Next Up|Now Playing|المزيد|عرض المزيد|اقرأ المزيد"
    "|شاهد المزيد|المزيد من الوسوم|التالي|السابق|عرض الكل|مشاركة|شارك|شارك المقال"
    "|شارك هذا المقال|شارك الخبر|تابعنا على|Advertisement|Previous|Share|More|Show more"
    "|Load more|Read more|See more|Tags|See all|View all|طباعة|نسخ الرابط|انسخ الرابط"
    "|أعلى الصفحة|Up Next|Watch Next|Play Video|Play|Watch Live|يعرض الآن التالي|شاهد أيضا"
    "|اقرأ أيضا|أضف تعليقا|التعليقات|Comments|Print|Email|Follow us|تابعنا|إعلان Advertisement"
    "|مشاركة المقال|شارك الموضوع|Related|Next Article|Copy link"
    "|بث مباشر|البث المباشر|بث حي|البث الحي|شاهد البث المباشر|Live|Live Now|تحميل المزيد|حمل المزيد|تشغيل"
    "|تشغيل الفيديو|تخطي|تخطي الإعلان|Skip|Skip Ad|Watch|Watch Now|Close|إغلاق"
    "|لا توجد وسوم|لا يوجد وسوم|لا توجد كلمات مفتاحية|لا توجد|لا يوجد|بدون وسوم|غير متوفر|No tags|N/A"
).split("|")

_SHOW = ("أظهر", "إظهار", "اعرض", "عرض", "شاهد", "مشاهدة", "انظر", "تصفح")
_ALL = ("الكل", "الجميع", "المزيد", "الكلمات", "الوسوم", "القائمة")
_MORE = [f"{show} {all_}" for show in _SHOW for all_ in _ALL]
_PLAYED = [f"{play} الآن" for play in ("يعرض", "شاهد", "استمع", "يبث", "شغل", "مباشر", "تشاهد", "تسمع")]

_BY_LAST: dict[str, list[tuple[str, ...]]] = {}
"""What players and buttons print behind a tag line, by its last word, longest first."""
for _words in sorted(
    {tuple(light(phrase).split()) for phrase in (*_PHRASES, *_MORE, *_PLAYED)},
    key=lambda words: (-len(words), words),
):
    _BY_LAST.setdefault(_words[-1], []).append(_words)


def chrome(keys: Sequence[str]) -> int:
    """Return how many units at the end of a line are what buttons and players print there."""
    dropped = 0
    while dropped < len(keys) and (
        size := _phrase(keys[max(len(keys) - dropped - 4, 0) : len(keys) - dropped])
    ):
        dropped += size
    return dropped


def _phrase(keys: Sequence[str]) -> int:
    """Return how many of a few units at the end are one phrase of chrome."""
    for phrase in _BY_LAST.get(keys[-1].split()[-1] if keys[-1] else "", ()):
        for size in {1, len(phrase)}:
            if " ".join(keys[-size:]).split() == list(phrase):
                return size
    return 0
