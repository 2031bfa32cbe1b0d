//! The memory allocator of the WebAssembly modules (TLSF). It is a quarter as large as the one of the
//! standard library, and as fast.

use rlsf::SmallGlobalTlsf;

#[global_allocator]
static ALLOCATOR: SmallGlobalTlsf = SmallGlobalTlsf::new();
