"""Where turns are kept. The protocol is what a store must do; sqlite is the default one."""
