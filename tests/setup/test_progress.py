import io

from bot.setup.progress import Progress, in_german


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_each_step_says_which_of_how_many_it_is():
    out = io.StringIO()
    progress = Progress(out, 2)
    progress.step("Eins")
    progress.step("Zwei")
    assert out.getvalue() == "[1/2] Eins …\n[2/2] Zwei …\n"


def test_a_log_file_gets_whole_lines_and_no_control_characters():
    out = io.StringIO()
    now = iter([0.0, 0.0, 12.0])
    progress = Progress(out, 1, clock=lambda: next(now))
    progress.step("Laden")
    progress.sign_of_life("numpy geladen")
    assert out.getvalue().endswith("  12 s: numpy geladen\n")
    assert "\x1b" not in out.getvalue()


def test_a_terminal_redraws_the_running_line():
    out = Terminal()
    progress = Progress(out, 1)
    progress.sign_of_life()
    assert out.getvalue().startswith("\r")
    assert not out.getvalue().endswith("\n")


def test_what_uv_prints_is_told_in_german():
    assert in_german("Downloading tensorflow-cpu (221.3MiB)") == "lade tensorflow-cpu (221.3MiB)"
    assert in_german("Prepared 120 packages in 3m 02s") == "120 Pakete geladen, richte sie ein"
    assert in_german(" + wheel==1.0") == ""
