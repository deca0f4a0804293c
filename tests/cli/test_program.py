"""The command line as its users meet it: words in, words and exit codes out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import program
from annotator.cli.telling import Meter
from annotator.progress import Progress
from annotator.project import Project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with no screen."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def annotator(*words: str) -> Result:
    """What the program does with these words; whatever is a bug rises."""
    return CliRunner().invoke(program, words, catch_exceptions=False, prog_name="annotator")


def article(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.fixture
def project() -> str:
    """A project with two articles."""
    annotator("new", "news", "--as", "Maria")
    annotator("import", "news", article("in/a.txt", "Title: One\n\nAna"), article("b.txt", "Bo"))
    return "news.annotator"


# making and looking


def test_a_new_project_is_a_file() -> None:
    result = annotator("new", "news")
    assert (result.exit_code, result.stdout) == (0, "Made news.annotator\n")
    with Project.open(Path("news.annotator")) as made:
        assert made.codebook.name == "news"


def test_a_project_in_the_way_is_refused(project: str) -> None:
    result = annotator("new", project)
    assert result.exit_code == 1
    assert "exists already" in result.stderr
    assert "Traceback" not in result.output


def test_a_project_with_a_codebook_of_its_own() -> None:
    article("own.toml", 'name = "own"\n[[labels]]\nname = "SHIP"\nfamily = "other"\n')
    assert annotator("new", "sea", "--codebook", "own.toml").exit_code == 0
    with Project.open(Path("sea.annotator")) as made:
        assert [label.name for label in made.codebook.labels] == ["SHIP"]
    article("bad.toml", 'name = "own"\n[[labels]]\nname = "A"\nfamily = "what"\n')
    result = annotator("new", "lake", "--codebook", "bad.toml")
    assert result.exit_code == 1
    assert "bad.toml, line 2" in result.stderr
    assert not Path("lake.annotator").exists()


def test_articles_are_listed(project: str) -> None:
    result = annotator("list", project)
    assert result.stdout.startswith("2 articles, 0 done, 0 in progress\n")
    assert "One" in result.stdout
    found = [json.loads(line) for line in annotator("list", project, "--json").stdout.splitlines()]
    assert [each["title"] for each in found] == ["One", "Bo"]
    assert found[0]["status"] == "untouched"
    found = annotator("list", project, "--find", "Ana", "--json").stdout.splitlines()
    assert len(found) == 1


def test_the_history_is_told(project: str) -> None:
    result = annotator("history", project)
    assert "Import 2 articles from a.txt, b.txt" in result.stdout
    (line,) = annotator("history", project, "--json", "-n", "1").stdout.splitlines()
    assert json.loads(line)["kind"] == "import"


def test_a_sound_project_is_verified_and_a_damaged_one_is_not(project: str) -> None:
    result = annotator("verify", project)
    assert (result.exit_code, result.stdout) == (0, "2 articles, all sound.\n")
    with Project.open(Path(project)) as made, made.turn() as db:
        db.execute("update texts set body = 'other' where body = 'Bo'")
    result = annotator("verify", project)
    assert result.exit_code == 1
    assert "not the one that was imported" in result.stdout
    assert "faults found" in result.stderr


# in and out


def test_what_comes_in_is_counted(project: str) -> None:
    result = annotator("import", project, "in", article("c.txt", "Cy"))
    assert result.exit_code == 0
    assert result.stdout == "1 article imported.\n1 article was there already.\n"


def test_an_import_in_part_says_what_failed(project: str) -> None:
    article("bad.jsonl", '{"kind": "article"}\n')
    result = annotator("import", project, "bad.jsonl", article("c.txt", "Cy"))
    assert result.exit_code == 3
    assert "bad.jsonl: line 1: article.text is missing" in result.stderr
    assert result.stdout == "1 article imported.\n"


def test_marks_that_fit_nothing_make_an_import_one_in_part(project: str) -> None:
    article("odd.jsonl", '{"text": "Ana came.", "label": [[0, 3, "PER"], [50, 60, "PER"]]}\n')
    result = annotator("import", project, "odd.jsonl")
    assert result.exit_code == 3
    assert "did not fit its text" in result.stderr


def test_nothing_imported_is_exit_code_1(project: str) -> None:
    assert annotator("import", project, "nowhere.txt").exit_code == 1
    Path("empty").mkdir()
    result = annotator("import", project, "empty")
    assert (result.exit_code, result.stderr) == (1, "Nothing was imported.\n")


def test_marks_of_another_analyst_are_offered_and_added(project: str) -> None:
    text = Path("b.txt").read_text() if Path("b.txt").is_file() else "Bo"
    row = {"text": text, "_session_id": "Bo", "answer": "accept",
           "spans": [{"start": 0, "end": 2, "label": "PER"}]}  # fmt: skip
    Path("bo.jsonl").write_text(json.dumps(row))
    result = annotator("import", project, "bo.jsonl")
    assert result.stderr == (
        "1 mark, answer or remark on an article that was there was not taken; say --add-marks.\n"
    )
    result = annotator("import", project, "bo.jsonl", "--add-marks")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 mark was added to an article that was there." in result.stdout


def test_import_as_somebody_else(project: str) -> None:
    annotator("import", project, article("c.txt", "Cy"), "--as", "Bo")
    assert "  Bo " in annotator("history", project, "-n", "1").stdout


def test_import_in_json(project: str) -> None:
    result = annotator("import", project, article("c.txt", "Cy"), "x.txt", "--json")
    told = json.loads(result.stdout)
    assert (told["new"], result.exit_code) == (1, 3)
    assert told["failed"][0]["path"] == "x.txt"


def test_a_project_that_another_program_has_open_is_not_written(project: str) -> None:
    with Project.open(Path(project)):
        result = annotator("import", project, article("c.txt", "Cy"))
    assert result.exit_code == 1
    assert result.stderr.startswith("Nothing was changed.")
    assert "has this project open" in result.stderr
    assert annotator("list", project).exit_code == 0


def test_export_and_import_again(project: str) -> None:
    result = annotator("export", project, "--to", "jsonl", "--out", "out/news.jsonl")
    told = f"2 articles written to {Path('out/news.jsonl')}\n"
    assert (result.exit_code, result.stdout) == (0, told)
    annotator("new", "copy")
    assert annotator("import", "copy", "out/news.jsonl").exit_code == 0
    annotator("export", "copy", "--to", "jsonl", "--out", "again/news.jsonl")
    one, two = (Path(f"{place}/news.jsonl").read_bytes() for place in ("out", "again"))
    assert one.split(b"\n")[1:] == two.split(b"\n")[1:]


def test_what_an_export_leaves_out_is_told(project: str) -> None:
    result = annotator("export", project, "--to", "conll2003", "--out", "x.conll")
    assert result.exit_code == 1
    assert "2 were left out by choice" in result.stderr
    words = ["--status", "untouched", "-o", "scheme=BIOES", "--split", "50/50", "--seed", "3"]
    result = annotator("export", project, "--to", "conll2003", "--out", "x.conll", *words)
    assert "2 articles written" in result.stdout
    assert json.loads(Path("x.conll.manifest.json").read_text())["options"]["scheme"] == "BIOES"


def test_losses_can_be_seen_before(project: str) -> None:
    with Project.open(Path(project)) as made:
        from annotator.edits import notes

        first = made.articles().page()[0].id
        made.edit(notes.add, "article", first, "look again")
    words = ["--status", "untouched", "--dry-run"]
    result = annotator("export", project, "--to", "conll2003", "--out", "x", *words)
    assert "1 × note" in result.stdout
    assert not Path("x").exists()
    told = annotator("export", project, "--to", "conll2003", "--json", *words).stdout.splitlines()
    assert "note" in [json.loads(line)["what"] for line in told]
    nothing = annotator("export", project, "--to", "jsonl", "--dry-run")
    assert nothing.stdout == "2 articles would be written.\nNothing would be lost.\n"


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (["--to", "nonsense"], "no format nonsense", 2),
        (["--to", "jsonl", "-o", "nonsense=1"], "no option nonsense", 2),
        (["--to", "jsonl", "--annotator", "Nobody"], "Nobody called Nobody", 1),
        (["--to", "jsonl", "--split", "lots"], "does not divide", 1),
    ],
)
def test_an_export_that_makes_no_sense_writes_nothing(
    project: str, words: list[str], said: str, code: int
) -> None:
    result = annotator("export", project, "--out", "x", *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert not Path("x").exists()


def test_an_export_to_nowhere_is_wrong_use(project: str) -> None:
    result = annotator("export", project, "--to", "jsonl")
    assert (result.exit_code, "--out" in result.stderr) == (2, True)


def test_an_option_without_a_value_is_wrong_use(project: str) -> None:
    result = annotator("export", project, "--to", "jsonl", "--out", "x", "-o", "seed")
    assert result.exit_code == 2
    assert "KEY=VALUE" in result.stderr


def test_formats_are_listed_and_explained() -> None:
    result = annotator("formats")
    assert {line.split()[0] for line in result.stdout.splitlines()} >= {"jsonl", "plain", "brat"}
    assert "overlap" in annotator("formats", "conll2003").stdout
    assert annotator("formats", "nonsense").exit_code == 1
    assert json.loads(annotator("formats", "jsonl", "--json").stdout)["ways"] == "in out"


# wrong words, no screen


def test_a_word_that_is_nothing_is_wrong_use() -> None:
    result = annotator("imprt")
    assert result.exit_code == 2
    assert "Did you mean “import”?" in result.stderr


def test_a_file_that_is_not_there() -> None:
    for words in (["nowhere.annotator"], ["list", "nowhere"], ["import", "nowhere", "x.txt"]):
        result = annotator(*words)
        assert result.exit_code == 1
        assert "There is no" in result.stderr


def test_a_file_that_is_no_project() -> None:
    article("x.annotator", "something else")
    result = annotator("list", "x.annotator")
    assert (result.exit_code, "not an Annotator project" in result.stderr) == (1, True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a screen")
def test_without_a_screen_one_sentence_says_what_works(project: str) -> None:
    for words in ([], [project]):
        result = annotator(*words)
        assert result.exit_code == 1
        assert "xvfb-run ./run" in result.stderr
        assert "annotator --help" in result.stderr


def test_every_command_explains_itself_with_an_example() -> None:
    whole = annotator("--help").stdout
    for name in program.list_commands(None):  # type: ignore[arg-type]
        told = annotator(name, "--help").stdout
        assert name in whole
        assert f"annotator {name}" in told.split("Example", 1)[1]


def test_progress_is_one_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("click.echo", lambda words="", **_how: said.append(words))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    meter = Meter("Importing")
    for done in range(100):
        meter.show(Progress(done, 100, "a\nb"))
    meter.clear()
    assert len(said) == 2
    assert said[0].startswith("\rImporting ░")
    assert "\n" not in "".join(said)


def test_of_one_large_file_the_terminal_shows_how_much_is_in_and_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr("click.echo", lambda words="", **_how: said.append(words))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    meter = Meter("Importing", lambda: 3000)
    meter._begun -= 10
    meter.show(Progress(0, 1, "a.jsonl: 3,000 articles", 0.25))
    assert said[0].startswith("\rImporting ██████░")
    assert "25%  300 articles a second, about 30 s left  a.jsonl: 3,000 articles" in said[0]


def run(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120,
        env={**os.environ, **more},
    )  # fmt: skip


def test_the_command_line_never_imports_qt(tmp_path: Path) -> None:
    script = tmp_path / "all.py"
    script.write_text(
        "import sys\n"
        "from annotator.cli import program\n"
        "def run(*words):\n"
        "    try: program(list(words), prog_name='annotator')\n"
        "    except SystemExit: pass\n"
        "run('--help')\n"
        "assert 'sqlite_utils' not in sys.modules, 'slow to import'\n"
        f"p, t = {str(tmp_path / 'p.annotator')!r}, {str(tmp_path / 't.txt')!r}\n"
        "open(t, 'w').write('text')\n"
        "run('new', p); run('import', p, t); run('list', p); run('history', p); run('verify', p)\n"
        "run('formats'); run('export', p, '--to', 'jsonl', '--out', t + '.jsonl')\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]\n"
    )
    result = run(str(script), PYTHONPATH=str(ROOT))
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "t.txt.jsonl").exists()


def test_the_program_is_one_process_away() -> None:
    assert run("main.py", "--version").stdout.startswith("annotator ")
    assert run("-m", "annotator", "nonsense").returncode == 2


def test_marks_that_fit_nothing_are_counted_and_all_listed(project: str) -> None:
    rows = [
        json.dumps(
            {"text": f"Ana {n}", "spans": [{"start": 0, "end": 3, "label": "P", "text": "Bo"}]}
        )
        for n in range(12)
    ]
    told = annotator("import", project, article("x.jsonl", "\n".join(rows)), "--list", "list.tsv")
    assert told.stderr.count("should cover “Bo”, there stands “Ana”") == 10
    assert "… and 2 more; --list names them all." in told.stderr
    listed = Path("list.tsv").read_text("utf-8").splitlines()
    assert sum(line.startswith("mark left out\tAna ") for line in listed) == 12
