"""The ledger edited from pages and workbooks (台账维护): what a form says, checked, held against what its writer saw, stored."""
