"""Options and arguments that several commands take, each said in one place."""

from typing import Any

import typer

from progrez_desktop.core.words import Words


def passphrase_fd(words: Words) -> Any:
    return typer.Option(metavar="N", help=words("cli.rate.passphrase_fd"))


def password_fd(words: Words) -> Any:
    return typer.Option(metavar="N", help=words("cli.result.password_fd"))


def email(words: Words) -> Any:
    return typer.Option(metavar="ADDRESS", help=words("cli.result.email_help"))


def organisation(words: Words) -> Any:
    return typer.Option(metavar="ID", help=words("cli.organisations.which"))


def fingerprint(words: Words) -> Any:
    return typer.Option(metavar="HEX", help=words("cli.enrol.fingerprint"))


def request_out(words: Words) -> Any:
    return typer.Option(metavar="FILE", help=words("cli.enrol.request_out"))


def device_name(words: Words) -> Any:
    return typer.Option(metavar="NAME", help=words("cli.enrol.name"))


def member_name(words: Words) -> Any:
    return typer.Option("--as", metavar="MEMBER", help=words("cli.desk.as"))


def member_code_fd(words: Words) -> Any:
    return typer.Option(metavar="N", help=words("cli.desk.code_fd"))


def new_fd(words: Words) -> Any:
    return typer.Option("--new-fd", metavar="N", help=words("cli.desk.new_fd"))


def recovery_fd(words: Words) -> Any:
    return typer.Option("--recovery-fd", metavar="N", help=words("cli.desk.recovery_fd"))


def registry_fd(words: Words) -> Any:
    return typer.Option("--staff-fd", metavar="N", help=words("cli.registry.staff_fd"))


def registry_code_fd(words: Words) -> Any:
    return typer.Option("--code-fd", metavar="N", help=words("cli.registry.code_fd"))


def code(words: Words) -> Any:
    return typer.Argument(metavar="CODE", help=words("cli.registry.code_of"))


def role(words: Words) -> Any:
    return typer.Argument(metavar="ROLE", help=words("cli.role.which"))


def decision(words: Words) -> Any:
    return typer.Argument(metavar="DECISION", help=words("cli.decision.which"))


def team(words: Words) -> Any:
    return typer.Argument(metavar="TEAM", help=words("cli.registry.team.name"))


def shortlist(words: Words) -> Any:
    return typer.Argument(metavar="SHORTLIST", help=words("cli.shortlist.which"))


def device(words: Words) -> Any:
    return typer.Argument(metavar="DEVICE", help=words("cli.registry.device"))


def factor_name(words: Words) -> Any:
    return typer.Argument(metavar="NAME", help=words("cli.registry.factor.name"))


def factor(words: Words) -> Any:
    return typer.Argument(metavar="NAME|totp", help=words("cli.registry.factor.which"))


def names(words: Words) -> Any:
    return typer.Option("--names", help=words("cli.registry.names"))


def as_json(words: Words) -> Any:
    return typer.Option("--json", help=words("cli.doctor.json"))


def team_json(words: Words) -> Any:
    return typer.Option("--json", help=words("cli.registry.team.json"))


def out(words: Words) -> Any:
    return typer.Option("--out", "-o", metavar="OUT", help=words("cli.out"))


def out_file(words: Words) -> Any:
    return typer.Option("--out", "-o", metavar="OUT", help=words("cli.out_file"))


def out_pdf(words: Words) -> Any:
    return typer.Option("--out", "-o", metavar="OUT.pdf", help=words("cli.out_file"))


def lines(words: Words) -> Any:
    return typer.Argument(metavar="IN.jsonl", help=words("cli.source"))


def profile(words: Words) -> Any:
    return typer.Argument(metavar="PROFILE.json", help=words("cli.cv.source"))


def in_numbers(words: Words) -> Any:
    return typer.Option("--numbers", help=words("cli.cv.numbers"))


def pack(words: Words) -> Any:
    return typer.Option(metavar="PACK", help=words("cli.rescore.pack"))


def certificates(words: Words) -> Any:
    return typer.Argument(metavar="FILE.pem", help=words("cli.settings.trust.file"))


def no_certificates(words: Words) -> Any:
    return typer.Option("--none", help=words("cli.settings.trust.none"))


def way(words: Words) -> Any:
    return typer.Option(metavar="browser|phone", help=words("cli.staff.way"))


def no_browser(words: Words) -> Any:
    return typer.Option("--no-browser", help=words("cli.staff.no_browser"))


def staff_fd(words: Words) -> Any:
    return typer.Option("--staff-fd", metavar="N", help=words("cli.duty.staff_fd"))


def duty_number(words: Words) -> Any:
    return typer.Argument(metavar="NUMBER", help=words("cli.duty.number"))
