"""The screens of the weekly patrol (巡查): candidates for people, never faults."""
