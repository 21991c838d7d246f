"""What the page of components shows: invented examples, never data of an office."""


def everything():
    return {}
