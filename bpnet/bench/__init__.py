"""Speed, side by side: the same training by bpnet and by its peers, each in a process of its own, on the same cores."""
