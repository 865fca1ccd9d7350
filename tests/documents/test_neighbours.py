"""Texts of other languages in their own encodings, beside Vietnamese in each of its own.

None of them becomes Vietnamese, and the Vietnamese is read: alone, and in lines in turns.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnsearch.documents.encodings.encoding import decode
from vnsearch.text.normalize import compose

from .test_encoding import by_table, vni, windows_1258

# Sentences that someone would write: of news, letters and manuals.
FOREIGN = {
    "cp1252": """
Le conseil général a décidé hier de créer une école près de la forêt.
Où êtes-vous allés cet été ? Nous étions à la montagne, bien sûr.
Les élèves ont été reçus à la mairie ; le maire les a félicités.
C'est déjà la deuxième fois que l'électricité est coupée à Orléans.
Größere Städte haben mehr Verkehr; das ist für alle ärgerlich.
Übermäßige Hitze schädigt Bäume, Gärten und ältere Menschen.
Você não pode imaginar como são difíceis essas decisões políticas.
Mañana iré al médico, porque mi niña está enferma y no duerme.
Är det någon som vet när tåget från Malmö går på söndag?
Því miður er þetta ekki hægt í dag, sagði ráðherrann.""",
    "cp1250": """
Zażółć gęślą jaźń, powiedział nauczyciel i wyszedł z klasy.
Dzień dobry, chciałbym kupić trzy bilety do Łodzi na jutro.
Święta spędziliśmy w górach, gdzie było dużo śniegu.
Příliš žluťoučký kůň úpěl ďábelské ódy, četli jsme ve škole.
Dnes večer přijede můj bratr a zůstane u nás až do neděle.
Árvíztűrő tükörfúrógépet vásároltunk, és még ma kipróbáljuk.
Köszönöm szépen, de már nem kérek több kávét az idén.
Žena je išla na pijacu, kupila jabuke i vratila se kući.""",
    "cp1254": """
Şişli'de yağmur çok yağıyor; öğretmen çocuklara ödev verdi.
Bugün hava güneşli, ama akşam üstü fırtına çıkabilir.
İstanbul'da yaşayan kardeşim geçen yıl üniversiteyi bitirdi.
Öğle yemeğinde balık, pilav ve taze meyve yedik.""",
    "cp1251": """
Сегодня в Москве состоялось заседание правительства страны.
Он приехал поздно вечером и сразу лёг спать, не поужинав.
Українська мова є державною, і її вивчають у всіх школах.
Всички хора се раждат свободни и равни по достойнство.""",
    "koi8-r": """
Сегодня в Москве состоялось заседание правительства страны.
Он приехал поздно вечером и сразу лёг спать, не поужинав.
Дети играли во дворе, пока мать готовила ужин на кухне.""",
    "cp1253": """
Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα για την οικονομία.
Τα παιδιά παίζουν στην αυλή του σχολείου κάθε μεσημέρι.
Ο καιρός θα είναι καλός και η θερμοκρασία θα ανέβει.""",
    "gb18030": """
全国人民代表大会今天上午在北京人民大会堂开幕。
会议审议了政府工作报告，代表们进行了热烈的讨论。
这个函数读取文件，并返回其中的行数。""",
    "big5": """
立法院今天上午召開會議，討論明年度的預算。
這個程式會讀取檔案，並傳回其中的行數。
昨天下午台北下了一場大雨，交通因此中斷。""",
    "cp932": """
東京都は今日、新しい計画を発表しました。
このプログラムはファイルを読み込み、行数を返します。
昨日の午後は大雨で、電車が止まりました。""",
    "cp949": """
정부는 오늘 오전 서울에서 새로운 경제 정책을 발표했다.
이 프로그램은 파일을 읽고 줄의 수를 돌려준다.
어제 오후에는 비가 많이 와서 기차가 멈추었다.""",
    "cp874": """
รัฐบาลประกาศนโยบายเศรษฐกิจใหม่ในกรุงเทพเมื่อเช้านี้
โปรแกรมนี้อ่านแฟ้มและส่งคืนจำนวนบรรทัดในแฟ้มนั้น
เมื่อวานตอนบ่ายฝนตกหนักมาก รถไฟจึงหยุดวิ่ง""",
}
VIETNAMESE = """
hội nghị đã nghe đồng chí trưởng phòng nông nghiệp trình bày kế hoạch.
sau đó các đại biểu thảo luận và biểu quyết thông qua nghị quyết.
mưa lớn làm ngập nhiều tuyến đường ở phía bắc thành phố từ sáng sớm.
chị ấy mở cửa hàng bán vải ngay đầu chợ, khách đến rất đông.
trường tổ chức lễ khai giảng, học sinh mặc áo trắng đứng thành hàng.
ông ngoại tôi trồng bưởi và nuôi ong trên mảnh vườn sau nhà."""
ENCODERS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": lambda text: by_table(text, "tcvn3"),
    "viscii": lambda text: by_table(text, "viscii"),
    "vni": vni,
    "windows-1258": windows_1258,
    "utf-8": str.encode,
}
LEGACY = ("tcvn3", "tcvn", "viscii", "vni", "windows-1258")


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def is_vietnamese(name: str) -> bool:
    """Whether an encoding as it is told is one of Vietnam's."""
    return any(one in name.split(" and ") for one in LEGACY)


@pytest.mark.parametrize("page", FOREIGN)
@settings(max_examples=30)
@given(data=st.data())
def test_whole_files_of_other_languages(page: str, data: st.DataObject) -> None:
    """Words, sentences and passages: none is Vietnamese to the judge."""
    some = data.draw(st.lists(st.sampled_from(lines(FOREIGN[page])), min_size=1, max_size=12))
    words = data.draw(st.sampled_from([some, " ".join(some).split()]))
    content = data.draw(st.sampled_from([" ", "\n", ";", "\r\n"])).join(words).encode(page)
    found, encoding = decode(content)
    assert not is_vietnamese(encoding.name), found


@pytest.mark.parametrize("page", FOREIGN)
@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("share", [1, 2, 5])
def test_lines_in_turns(page: str, name: str, share: int) -> None:
    """Each line is read as what it is."""
    vietnamese, others = lines(VIETNAMESE), lines(FOREIGN[page])
    turns = [
        (line, True) if at % (share + 1) < share else (others[at % len(others)], False)
        for at, line in enumerate(vietnamese * 4)
    ]
    content = b"\n".join(
        ENCODERS[name](line) if is_ours else line.encode(page) for line, is_ours in turns
    )
    text, encoding = decode(content)
    found = compose(text).split("\n")
    assert found == [written for written, _ in turns], encoding.name


@pytest.mark.parametrize("page", FOREIGN)
@settings(max_examples=30)
@given(data=st.data())
def test_short_files_beside_vietnamese_ones(page: str, data: st.DataObject) -> None:
    """What is too short to tell its encoding is in its neighbours' where all words are so."""
    words = [word for line in lines(FOREIGN[page]) for word in line.split()]
    some = data.draw(st.lists(st.sampled_from(words), min_size=2, max_size=9))
    name = data.draw(st.sampled_from(LEGACY))
    found, encoding = decode(" ".join(some).encode(page), beside=lambda: name)
    assert not is_vietnamese(encoding.name), found


def test_a_word_that_is_repeated_is_one_word() -> None:
    text = "Kopeeri allikas sihtpunkti või kataloogi või mitu allikat kataloogi."
    assert not is_vietnamese(decode(text.encode("cp1257"), beside=lambda: "viscii")[1].name)
