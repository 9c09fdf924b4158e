"""Pictures come out for every look, under the names that the README takes, and the same each time."""

import hashlib
import shutil

import pytest

from core.i18n import language
from desktop import screenshots

FEW = ("today", "calendar", "issues", "import-1-choose")


@pytest.fixture
def few(monkeypatch, tmp_path):
    build, built = screenshots.build_sample, tmp_path / "sample.db"

    def build_once(path, *rest, **more):
        if not built.exists():
            build(built, *rest, **more)
        return shutil.copyfile(built, path)

    monkeypatch.setattr(screenshots, "build_sample", build_once)
    monkeypatch.setattr(screenshots, "SCENES", {stem: screenshots.SCENES[stem] for stem in FEW})
    monkeypatch.setattr(screenshots, "LANGUAGES", {"zh": "zh_CN"})


def test_every_look_is_rendered_twice_alike(few, tmp_path):
    taken = [
        {path.relative_to(tmp_path / name): path for path in screenshots.take_all(tmp_path / name)} for name in "ab"
    ]
    assert list(taken[0]) == list(taken[1])
    wanted = {
        f"zh/{mode}/{size}/{stem}.png" for mode in ("light", "dark") for size in screenshots.SIZES for stem in FEW
    }
    names = {path.as_posix() for path in taken[0]}
    assert wanted <= names
    assert any(name.startswith("zh/print/visit-sheet-") for name in names)
    digests = [[hashlib.sha256(path.read_bytes()).hexdigest() for path in each.values()] for each in taken]
    differ = [str(name) for name, first, second in zip(taken[0], *digests, strict=True) if first != second]
    assert differ == []
    assert language() == "en"
