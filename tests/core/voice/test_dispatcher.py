"""What is read aloud on Linux is the text itself, in its own language, through a socket; and stopping stops."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.voice.dispatcher import DispatcherVoice
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.voice.speech_server import SpeechServer, speech_dispatcher

STATEMENT = shipped().assessment().items[0].text
TEXTS = (Aloud(STATEMENT["nl"], "nl"), Aloud(STATEMENT["en"], "en"))


def always() -> bool:
    return True


def refused(voice: DispatcherVoice, texts: tuple[Aloud, ...] = TEXTS) -> EnvironmentFault:
    with pytest.raises(EnvironmentFault) as told:
        voice.read(texts, always)
    for language in LANGUAGES:
        assert Words(language).of_fault(told.value)
    return told.value


def test_each_text_is_read_in_its_own_language_and_lines_of_points_come_whole(tmp_path: Path) -> None:
    with SpeechServer(tmp_path / "s").listening() as server:
        DispatcherVoice(server.environment()).read((*TEXTS, Aloud("One\n.\n..two", "en")), always)
    assert server.said == [("nl", STATEMENT["nl"]), ("en", STATEMENT["en"]), ("en", "One\n.\n..two")]
    assert server.commands[-1] == "QUIT"


def test_stopping_from_another_thread_cuts_off_and_reads_nothing_more(tmp_path: Path) -> None:
    with SpeechServer(tmp_path / "s", holds=True).listening() as server, ThreadPoolExecutor(1) as pool:
        voice = DispatcherVoice(server.environment())
        voice.stop()  # where nothing is read, nothing happens
        wanted = Event()
        wanted.set()
        reading = pool.submit(voice.read, TEXTS, wanted.is_set)
        assert server.speaking.wait(5)
        wanted.clear()
        voice.stop()
        assert reading.result(5) is None
        assert len(server.said) == 1 and server.cut_off >= 1
        server.holds = False
        voice.read(TEXTS, always)  # and the next time it reads again
        assert len(server.said) == 3


def test_a_stop_that_comes_before_the_first_word_is_heard_all_the_same(tmp_path: Path) -> None:
    asked = iter((True, False, False, False))
    with SpeechServer(tmp_path / "s", holds=True).listening() as server:
        DispatcherVoice(server.environment()).read(TEXTS, lambda: next(asked))
    assert (len(server.said), server.cut_off) == (1, 1)


def test_what_is_missing_is_told_by_name(tmp_path: Path) -> None:
    with SpeechServer(tmp_path / "s", voices=("English\ten\tnone",)).listening() as server:
        fault = refused(DispatcherVoice(server.environment()))
        assert (fault.code, fault.params) == ("voice_language_missing", {"language": "nl"})
        server.voices = ()
        assert refused(DispatcherVoice(server.environment())).code == "voice_missing"
    nowhere = {"SPEECHD_ADDRESS": f"unix_socket:{tmp_path / 'nobody'}", "PATH": str(tmp_path)}
    assert refused(DispatcherVoice(nowhere)).code == "voice_missing"


@pytest.mark.parametrize("fault", ["begins", "dies"])
def test_without_sound_it_is_told_and_nobody_waits_for_ever(
    tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progrez_desktop.core.voice.dispatcher._BEGINS_WITHIN_S", 0.05)
    with SpeechServer(tmp_path / "s", begins=fault != "begins", dies=fault == "dies").listening() as server:
        assert refused(DispatcherVoice(server.environment())).code == "voice_silent"


def test_one_that_listens_on_the_network_is_never_asked(tmp_path: Path) -> None:
    voice = DispatcherVoice({"SPEECHD_ADDRESS": "inet_socket:192.0.2.1:6560", "HOME": str(tmp_path), "PATH": ""})
    assert refused(voice).code == "voice_missing"


def test_the_system_s_own_speaks_the_words_of_the_item_and_logs_none(tmp_path: Path) -> None:
    with speech_dispatcher(tmp_path) as environment:
        DispatcherVoice(environment).read(TEXTS, always)
    assert (tmp_path / "spoken").read_text("utf-8") == "".join(f"{one.language}|{one.text}~" for one in TEXTS)
    for one in TEXTS:
        sound = (tmp_path / f"{one.language}.wav").read_bytes()
        assert sound.startswith(b"RIFF") and len(sound) > 10_000
    logs = [path for path in tmp_path.glob("*.log") if path.stat().st_size]
    assert logs and all(one.text.encode() not in path.read_bytes() for path in logs for one in TEXTS)
