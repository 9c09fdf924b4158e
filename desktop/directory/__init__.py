"""Townships, leaders and agencies: lists with a panel, and the dialogs that edit them."""
