"""Files of networks and of training runs."""
