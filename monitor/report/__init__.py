"""Writers of the quarterly notice (通报): Word, Excel, JSON. They show figures; they count and judge nothing."""
