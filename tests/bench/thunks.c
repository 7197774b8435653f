/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* Where Xen's build sends indirect calls. Xen has one thunk for each register; on CPUs that need no retpoline they are such jumps. */
#ifdef __x86_64__
#define THUNK(reg) \
    __asm__(".pushsection .text\n" \
            ".globl __x86_indirect_thunk_" #reg "\n" \
            ".type __x86_indirect_thunk_" #reg ", @function\n" \
            "__x86_indirect_thunk_" #reg ": jmp *%" #reg "\n" \
            ".popsection");
THUNK(rax) THUNK(rbx) THUNK(rcx) THUNK(rdx) THUNK(rsi) THUNK(rdi) THUNK(rbp)
THUNK(r8) THUNK(r9) THUNK(r10) THUNK(r11) THUNK(r12) THUNK(r13) THUNK(r14) THUNK(r15)
#endif

/* ISO C has no empty file. */
typedef int thunks_are_here;
