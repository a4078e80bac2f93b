"""Files of networks and of trainings."""
