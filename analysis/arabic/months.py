"""Month and weekday names of every calendar that Arab newsrooms print, as data.

The twelve names of a system stand in calendar order. Gregorian and weekday names are those of Unicode CLDR
(the locale is named at each table); `SPELLINGS` holds what newsrooms print beside them. Names are written
as printed and compared after `fold`, so hamza, final yeh, tatweel and vowel marks need no entry of their own.
"""

from __future__ import annotations

from analysis.arabic.fold import fold

EGYPT_GULF = tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split())
"""CLDR ar, and every ar_* locale without names of its own (ar_EG, ar_SA, ar_AE, ar_SD, ar_YE, ...)."""

LEVANT_IRAQ = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
"""CLDR ar_IQ, ar_JO, ar_LB, ar_PS, ar_SY."""

ALGERIA_TUNISIA = tuple("جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split())
"""CLDR ar_DZ, ar_TN."""

MOROCCO = tuple("يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split())
"""CLDR ar_MA."""

MAURITANIA = tuple("يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر".split())
"""CLDR ar_MR."""

ENGLISH = tuple(
    "January February March April May June July August September October November December".split()
)
"""CLDR en, wide."""

ENGLISH_SHORT = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
"""CLDR en, abbreviated; also the names of RFC 822 and of the Unix date."""

FRENCH = tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
"""CLDR fr, wide: the second language of Maghreb and Lebanese templates."""

SYSTEMS = (
    *(EGYPT_GULF, LEVANT_IRAQ, ALGERIA_TUNISIA, MOROCCO, MAURITANIA),
    *(ENGLISH, ENGLISH_SHORT, FRENCH),
)

SPELLINGS: dict[int, tuple[str, ...]] = {
    1: ("كانون ثاني", "كانون ثان", "كانون2", "ك2", "janv"),
    2: ("فيبراير", "fevrier", "févr", "fevr"),
    3: (),
    4: ("avr",),
    5: ("مايس",),
    6: ("يونيه", "يونية"),
    7: ("يوليه", "يولية", "جويليا", "juil"),
    8: ("أوغسطس", "أغسطوس", "aout"),
    9: ("سيبتمبر", "Sept"),
    10: ("أوكتوبر", "تشرين أول", "تشرين1", "ت1"),
    11: ("نوفنبر", "تشرين ثاني", "تشرين ثان", "تشرين2", "ت2"),
    12: ("ديسيمبر", "دسمبر", "كانون أول", "كانون1", "ك1", "decembre", "déc"),
}
"""Further printed forms by month: Iraq's مايس, Egypt's يونيه, Beirut's ك2, bare ordinals, no accents."""

HIJRI = (
    *("محرم", "صفر", "ربيع الأول", "ربيع الثاني", "جمادى الأولى", "جمادى الثانية"),
    *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
)
"""CLDR ar, calendar islamic-umalqura (جمادى الثانية as the Saudi press prints it)."""

HIJRI_SPELLINGS: dict[int, tuple[str, ...]] = {
    1: ("المحرم", "محرم الحرام", "Muharram"),
    2: ("صفر الخير", "Safar"),
    3: ("ربيع أول", "ربيع الأنور"),
    4: ("ربيع الآخر", "ربيع ثاني", "ربيع آخر"),
    5: ("جمادى الأول", "جماد الأول", "جماد الأولى", "جمادى أولى"),
    6: ("جمادى الآخرة", "جمادى الآخر", "جماد الآخر", "جماد الآخرة", "جماد الثاني", "جمادى الثاني"),
    7: ("رجب الفرد", "رجب المرجب", "Rajab"),
    8: ("شعبان المعظم", "Shaban"),
    9: ("رمضان المبارك", "Ramadan"),
    10: ("شوال المكرم", "Shawwal"),
    11: ("ذي القعدة", "ذوالقعدة", "ذو القعده الحرام", "ذي القعدة الحرام"),
    12: ("ذي الحجة", "ذوالحجة", "ذو الحجة الحرام", "ذي الحجة الحرام"),
}

JALALI = tuple("فروردين ارديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن اسفند".split())
"""CLDR fa, calendar persian: known so that آبان 1403 is never read as a Gregorian or a Hijri date."""

WEEKDAYS = tuple("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split())
"""CLDR ar, Monday first as in `date.weekday`."""

WEEKDAY_SPELLINGS: dict[int, tuple[str, ...]] = {
    0: ("اثنين", "الاتنين", "الأثنين", "Monday", "Mon", "lundi"),
    1: ("ثلاثاء", "الثلثاء", "الثلاثا", "Tuesday", "Tue", "Tues", "mardi"),
    2: ("أربعاء", "الاربعا", "Wednesday", "Wed", "mercredi"),
    3: ("خميس", "Thursday", "Thu", "Thur", "Thurs", "jeudi"),
    4: ("جمعة", "Friday", "Fri", "vendredi"),
    5: ("سبت", "Saturday", "Sat", "samedi"),
    6: ("أحد", "Sunday", "Sun", "dimanche"),
}

_UNITS = "الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split()
_TENS = {20: ("العشرون", "العشرين"), 30: ("الثلاثون", "الثلاثين")}


def names_by_number(
    systems: tuple[tuple[str, ...], ...], spellings: dict[int, tuple[str, ...]], first: int = 1
) -> dict[str, int]:
    """Return the folded names of one kind (months, weekdays) with the number each stands for.

    Args:
        systems: tuples of names, each in calendar order.
        spellings: further names by number.
        first: the number of the first name of a system.

    Returns:
        Folded name -> number; the words of a name are parted by one space.

    Raises:
        ValueError: one folded name stands for two numbers.

    >>> names_by_number((WEEKDAYS,), {}, first=0)["الاحد"]
    6
    """
    pairs = [(name, number) for system in systems for number, name in enumerate(system, first)]
    pairs += [(name, number) for number, names in spellings.items() for name in names]
    found: dict[str, int] = {}
    for name, number in pairs:
        if found.setdefault(fold(name), number) != number:
            raise ValueError(f"{name!r} stands for {found[fold(name)]} and for {number}. Remove one.")
    return found


def ordinal_days() -> dict[str, int]:
    """Return the days of a month written as ordinal words (السابع من أكتوبر), folded, with their numbers.

    >>> ordinal_days()["الحادي والثلاثون"]
    31
    """
    days = {"أول": 1, "الأول": 1, "فاتح": 1, "غرة": 1, "العاشر": 10}
    days |= {name: day for day, name in enumerate(_UNITS, 1) if day > 1}
    days |= {f"{name} عشر": 10 + day for day, name in enumerate(_UNITS, 1)}
    for ten, names in _TENS.items():
        days |= dict.fromkeys(names, ten)
        for name in names:
            days |= {
                f"{unit} {joint}{name}": ten + day
                for joint in ("و", "و ")
                for day, unit in enumerate(_UNITS, 1)
            }
            days[f"الواحد و{name}"] = ten + 1
    return {fold(name): day for name, day in days.items() if day <= 31}


MONTH_NUMBERS = names_by_number(SYSTEMS, SPELLINGS)
HIJRI_NUMBERS = names_by_number((HIJRI,), HIJRI_SPELLINGS)
JALALI_NUMBERS = names_by_number((JALALI,), {})
WEEKDAY_NUMBERS = names_by_number((WEEKDAYS,), WEEKDAY_SPELLINGS, first=0)
