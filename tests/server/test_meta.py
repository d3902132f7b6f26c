"""A server says what it is, whether it is ready, and refuses in one form."""

from progrez_server.contracts import keeps


def test_meta_keeps_its_contract(served):
    reply = served.ask("GET", "/v1/meta", device=None)
    assert reply.status_code == 200
    assert keeps("server-meta", reply.json())


def test_a_server_over_its_database_is_ready(served):
    assert served.ask("GET", "/health", device=None).json() == {"state": "ready"}


def test_what_is_not_there_is_told_as_a_problem(served):
    reply = served.ask("GET", "/v1/nothing", device=None)
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")
    assert keeps("problem", reply.json())
    assert "server" not in reply.headers
