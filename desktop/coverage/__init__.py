"""Coverage: which townships nobody goes to in time, within how many days each kind is to reach them."""
