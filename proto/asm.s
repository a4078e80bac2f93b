	.file	"<string>"
	.section	.ltext,"axl",@progbits
	.globl	_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx
	.p2align	4
	.type	_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx,@function
_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$744, %rsp
	.cfi_def_cfa_offset 800
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%r9, 144(%rsp)
	movq	%r8, 136(%rsp)
	movq	%rcx, 128(%rsp)
	movq	%rdx, %r13
	movq	%rsi, 72(%rsp)
	movq	%rdi, 504(%rsp)
	movq	952(%rsp), %r15
	movq	928(%rsp), %r12
	movq	848(%rsp), %rbx
	movq	832(%rsp), %rax
	movq	%rax, 120(%rsp)
	movabsq	$-4294967296, %rbp
	movabsq	$NRT_incref, %r14
	movq	%rdx, %rdi
	callq	*%r14
	movq	%r13, 88(%rsp)
	movq	%r13, %rdi
	callq	*%r14
	movq	%rbx, %rdi
	callq	*%r14
	movq	%rbx, %rdi
	callq	*%r14
	movq	%r12, %rdi
	callq	*%r14
	testq	%r15, %r15
	je	.LBB0_1
	testq	%rbp, %r15
	movq	1024(%rsp), %r8
	je	.LBB0_36
	movq	%r15, %rax
	shrq	$32, %rax
	je	.LBB0_36
	movl	$64, %eax
	xorl	%edx, %edx
	idivq	%r15
	movq	%rax, %rsi
	jmp	.LBB0_39
.LBB0_36:
	movl	$64, %eax
	xorl	%edx, %edx
	divl	%r15d
	movl	%eax, %esi
.LBB0_39:
	testq	%r15, %r15
	sets	%al
	testq	%rdx, %rdx
	setne	%cl
	andb	%al, %cl
	movzbl	%cl, %eax
	subq	%rax, %rsi
.LBB0_2:
	movq	1008(%rsp), %r13
	movq	920(%rsp), %rax
	movq	%rax, 216(%rsp)
	movq	888(%rsp), %r14
	movq	872(%rsp), %rbp
	movq	856(%rsp), %rdx
	movq	840(%rsp), %rdi
	cmpq	%rsi, %r8
	setl	%al
	cmpq	$1, 832(%rsp)
	sete	%cl
	movq	824(%rsp), %r12
	movq	816(%rsp), %r9
	movq	808(%rsp), %r10
	movq	800(%rsp), %r11
	testb	%cl, %al
	movq	%rsi, 152(%rsp)
	je	.LBB0_34
	movq	%rdi, 328(%rsp)
	movq	992(%rsp), %rax
	movq	%rax, 64(%rsp)
	movl	$1, %eax
	movq	%rax, 120(%rsp)
	cmpq	%rsi, %r13
	jge	.LBB0_40
	movq	%r9, 280(%rsp)
	movq	%r10, 272(%rsp)
	movq	%r11, 176(%rsp)
	movq	144(%rsp), %rax
	movq	%rax, 264(%rsp)
	movq	136(%rsp), %rax
	movq	%rax, 256(%rsp)
	movq	128(%rsp), %rax
	movq	%rax, 248(%rsp)
	movq	88(%rsp), %rax
	movq	%rax, %r13
	movq	%rax, 184(%rsp)
	movq	%r12, 192(%rsp)
	movq	840(%rsp), %rax
	movq	%rax, 112(%rsp)
	movq	896(%rsp), %rax
	movq	%rax, 304(%rsp)
	movq	%r14, 296(%rsp)
	movq	880(%rsp), %rax
	movq	%rax, 200(%rsp)
	movq	%rbp, 144(%rsp)
	movq	864(%rsp), %rax
	movq	%rax, 136(%rsp)
	movq	856(%rsp), %rax
	movq	%rax, 128(%rsp)
	movq	904(%rsp), %rax
	movq	%rax, 232(%rsp)
	movq	912(%rsp), %rax
	movq	%rax, 328(%rsp)
	movq	992(%rsp), %rax
	movq	%rax, 168(%rsp)
	movq	1000(%rsp), %rax
	movq	%rax, 64(%rsp)
	movq	1008(%rsp), %rax
	movq	%rax, 80(%rsp)
	movq	1024(%rsp), %r14
	movq	%rbx, 88(%rsp)
	jmp	.LBB0_41
.LBB0_34:
	movq	%r9, 280(%rsp)
	movq	%r10, 272(%rsp)
	movq	%r11, 176(%rsp)
	movq	144(%rsp), %rax
	movq	%rax, 264(%rsp)
	movq	136(%rsp), %rax
	movq	%rax, 256(%rsp)
	movq	128(%rsp), %rax
	movq	%rax, 248(%rsp)
	movq	88(%rsp), %rax
	movq	%r13, %rcx
	movq	%rax, %r13
	movq	%rax, 184(%rsp)
	movq	%r12, 192(%rsp)
	movq	%rdi, 112(%rsp)
	movq	896(%rsp), %rax
	movq	%rax, 304(%rsp)
	movq	%r14, 296(%rsp)
	movq	880(%rsp), %rax
	movq	%rax, 200(%rsp)
	movq	%rbp, 144(%rsp)
	movq	864(%rsp), %rax
	movq	%rax, 136(%rsp)
	movq	%rdx, 128(%rsp)
	movq	904(%rsp), %rax
	movq	%rax, 232(%rsp)
	movq	912(%rsp), %rax
	movq	%rax, 328(%rsp)
	movq	992(%rsp), %rax
	movq	%rax, 168(%rsp)
	movq	1000(%rsp), %rax
	movq	%rax, 64(%rsp)
	movq	%rcx, 80(%rsp)
	movq	%r8, %r14
	movq	%rbx, 88(%rsp)
	jmp	.LBB0_41
.LBB0_40:
	movq	%r11, 200(%rsp)
	movq	%r10, 296(%rsp)
	movq	%r9, 304(%rsp)
	movq	%r12, 232(%rsp)
	movq	%rbx, %rdi
	movabsq	$NRT_decref, %r13
	callq	*%r13
	movq	88(%rsp), %rdi
	callq	*%r13
	xorl	%r13d, %r13d
	movq	896(%rsp), %rax
	movq	%rax, 280(%rsp)
	movq	%r14, 272(%rsp)
	movq	880(%rsp), %rax
	movq	%rax, 176(%rsp)
	movq	%rbp, 264(%rsp)
	movq	864(%rsp), %rax
	movq	%rax, 256(%rsp)
	movq	856(%rsp), %rax
	movq	%rax, 248(%rsp)
	movq	%rbx, 184(%rsp)
	movq	904(%rsp), %rax
	movq	%rax, 192(%rsp)
	movq	920(%rsp), %rax
	movq	%rax, 120(%rsp)
	movq	912(%rsp), %rax
	movq	%rax, 112(%rsp)
	xorl	%ebx, %ebx
	movl	$1, %eax
	movq	%rax, 216(%rsp)
	movq	1000(%rsp), %rax
	movq	%rax, 168(%rsp)
	movq	1024(%rsp), %rax
	movq	%rax, 80(%rsp)
	movq	1008(%rsp), %r14
.LBB0_41:
	movq	%rbx, %rdi
	movabsq	$NRT_decref, %rbx
	callq	*%rbx
	movq	%r13, %rdi
	callq	*%rbx
	movq	152(%rsp), %rdi
	leaq	(%rdi,%rdi), %r8
	cmpq	%r14, %r8
	cmovgeq	%r14, %r8
	movq	1016(%rsp), %rax
	sarq	$5, %rax
	movabsq	$-4294967296, %rbp
	movl	$1, %ebx
	je	.LBB0_5
	.p2align	4
.LBB0_42:
	incq	%rbx
	sarq	%rax
	jne	.LBB0_42
.LBB0_5:
	movb	$1, %al
	movl	%eax, 52(%rsp)
	cmpq	$1, 216(%rsp)
	movq	64(%rsp), %rcx
	movq	80(%rsp), %rdx
	jne	.LBB0_9
	cmpq	$32, %rdx
	jl	.LBB0_7
	movq	1016(%rsp), %rax
	imulq	%r15, %rax
	imulq	%r14, %rax
	cmpq	$131073, %rax
	setge	%al
	movl	%eax, 52(%rsp)
.LBB0_9:
	movl	$0, 48(%rsp)
	cmpq	$1, 112(%rsp)
	je	.LBB0_12
.LBB0_10:
	cmpq	%r8, %r14
	jle	.LBB0_12
	movq	1016(%rsp), %rax
	imulq	%r15, %rax
	imulq	%rdx, %rax
	cmpq	$131073, %rax
	setge	%al
	movl	%eax, 48(%rsp)
.LBB0_12:
	cmpb	$0, 52(%rsp)
	je	.LBB0_16
	movq	1016(%rsp), %rcx
	imulq	%r15, %rcx
	imulq	%r8, %rcx
	movq	%rcx, %rsi
	movq	%r8, %rdx
	incq	%rsi
	je	.LBB0_46
	testq	%rbp, %rsi
	je	.LBB0_15
	movq	%rsi, %rax
	shrq	$32, %rax
	je	.LBB0_15
	movl	$524288, %eax
	xorl	%edx, %edx
	idivq	%rsi
	jmp	.LBB0_45
.LBB0_16:
	movq	%rdi, %rax
	shlq	$4, %rax
	xorl	%r13d, %r13d
	cmpq	$1, %rcx
	setne	%r13b
	movq	%r13, 208(%rsp)
	addq	%rbx, %r13
	movq	%rax, 160(%rsp)
	imulq	%rax, %r13
	xorl	%eax, %eax
	movq	%r14, 288(%rsp)
	movq	1016(%rsp), %rcx
	jmp	.LBB0_17
.LBB0_15:
	movl	$524288, %eax
	xorl	%edx, %edx
	divl	%esi
.LBB0_45:
	cmpq	$-1, %rcx
	setl	%cl
	testq	%rdx, %rdx
	setne	%dl
	andb	%cl, %dl
	movzbl	%dl, %ecx
	subq	%rcx, %rax
	cmpq	$2, %rax
	movl	$1, %edx
	cmovgeq	%rax, %rdx
	imulq	%r8, %rdx
.LBB0_46:
	cmpq	%rdx, %r14
	movq	%rdx, 288(%rsp)
	movq	%rdx, %rax
	cmovlq	%r14, %rax
	xorl	%r13d, %r13d
	cmpq	$1, 64(%rsp)
	setne	%r13b
	movq	%r13, 208(%rsp)
	addq	%rbx, %r13
	movq	%rdi, %rcx
	shlq	$4, %rcx
	movq	%rcx, 160(%rsp)
	imulq	%rcx, %r13
	addq	%rdi, %rax
	movq	1016(%rsp), %rcx
	imulq	%rcx, %rax
.LBB0_17:
	leaq	(,%rcx,8), %rcx
	xorl	%edx, %edx
	cmpb	$0, 48(%rsp)
	cmovneq	%rcx, %rdx
	movq	%rdx, 360(%rsp)
	addq	%rdx, %r13
	addq	%rdi, %r13
	addq	%rax, %r13
	js	.LBB0_18
	movq	%r13, %rax
	shrq	$61, %rax
	jne	.LBB0_21
	movq	%r8, 240(%rsp)
	leaq	(,%r13,4), %rdi
	movabsq	$NRT_MemInfo_alloc_aligned, %rax
	movl	$32, %esi
	callq	*%rax
	testq	%rax, %rax
	je	.LBB0_23
	movq	24(%rax), %rcx
	testq	%r15, %r15
	movq	%rax, 224(%rsp)
	je	.LBB0_48
	cmpq	$-1, %r15
	movq	152(%rsp), %r10
	movq	240(%rsp), %r11
	jne	.LBB0_54
	movabsq	$-9223372036854775808, %rax
	cmpq	%rax, %rcx
	je	.LBB0_51
.LBB0_54:
	movq	%rcx, %rax
	orq	%r15, %rax
	testq	%rbp, %rax
	je	.LBB0_55
	shrq	$32, %rax
	je	.LBB0_55
	movq	%rcx, %rax
	cqto
	idivq	%r15
	movq	%rax, %rsi
	jmp	.LBB0_58
.LBB0_55:
	movl	%ecx, %eax
	xorl	%edx, %edx
	divl	%r15d
	movl	%eax, %esi
.LBB0_58:
	xorq	%rdx, %r15
	sets	%al
	testq	%rdx, %rdx
	setne	%dl
	andb	%al, %dl
	movzbl	%dl, %eax
	subq	%rsi, %rax
.LBB0_52:
	testq	%r10, %r10
	movq	288(%rsp), %rdi
	je	.LBB0_53
	cmpq	$-1, %r10
	jne	.LBB0_61
	movabsq	$-9223372036854775808, %rdx
	cmpq	%rdx, %rax
	je	.LBB0_53
.LBB0_61:
	movq	%rax, %rdx
	orq	%r10, %rdx
	testq	%rbp, %rdx
	je	.LBB0_62
	shrq	$32, %rdx
	je	.LBB0_62
	cqto
	idivq	%r10
	jmp	.LBB0_65
.LBB0_62:
	xorl	%edx, %edx
	divl	%r10d
.LBB0_65:
	movq	%rdx, %rax
	xorq	%r10, %rax
	sarq	$63, %rax
	andq	%r10, %rax
	testq	%rdx, %rdx
	cmoveq	%rdx, %rax
	addq	%rdx, %rax
	movq	%rax, %rdx
	sarq	$63, %rdx
	andq	%r13, %rdx
	addq	%rdx, %rax
	movq	%rax, %r8
	js	.LBB0_67
.LBB0_68:
	cmpq	%r13, %rax
	jge	.LBB0_69
.LBB0_70:
	xorl	%r9d, %r9d
	cmpb	$0, 208(%rsp)
	cmovneq	160(%rsp), %r9
	testq	%rdi, %rdi
	je	.LBB0_71
	testq	%r14, %r14
	setg	%al
	testq	%rdi, %rdi
	setg	%dl
	xorb	%al, %dl
	jne	.LBB0_27
	movq	%r14, %rax
	orq	%rdi, %rax
	testq	%rbp, %rax
	je	.LBB0_74
	shrq	$32, %rax
	je	.LBB0_74
	movq	%r14, %rax
	cqto
	idivq	%rdi
	jmp	.LBB0_77
.LBB0_74:
	movl	%r14d, %eax
	xorl	%edx, %edx
	divl	%edi
.LBB0_77:
	movq	%rdx, %rdi
	negq	%rdi
	testq	%r14, %r14
	cmovgq	%rdx, %rdi
	xorl	%edx, %edx
	testq	%rdi, %rdi
	setg	%dl
	addq	%rax, %rdx
	movq	%rdx, 376(%rsp)
	testq	%rdx, %rdx
	jle	.LBB0_27
	subq	%r8, %r13
	movq	160(%rsp), %rdx
	imulq	%rbx, %rdx
	movq	%r13, %rax
	sarq	$63, %rax
	movq	%rdx, 160(%rsp)
	addq	%rdx, %r9
	andnq	%r13, %rax, %rax
	movq	%rax, 104(%rsp)
	leaq	(%rcx,%r8,4), %rbp
	movq	%r9, 344(%rsp)
	addq	%r9, 360(%rsp)
	movq	%r14, %rax
	subq	%r10, %rax
	movq	%rax, 584(%rsp)
	movq	216(%rsp), %rdi
	imulq	%rdi, %rax
	movq	232(%rsp), %r9
	addq	%r9, %rax
	movq	%rax, 488(%rsp)
	movl	48(%rsp), %r15d
	movl	%r15d, %eax
	movq	208(%rsp), %r13
	orb	%r13b, %al
	movq	80(%rsp), %rsi
	movl	%esi, %edx
	andl	$7, %edx
	cmpl	$5, %edx
	movq	%rcx, %r9
	setae	%cl
	movq	%rsi, %r12
	andq	$-8, %r12
	testq	%rsi, %rsi
	setg	%dl
	orb	%al, %cl
	movb	%cl, 37(%rsp)
	testb	$1, %al
	movl	$8, %eax
	cmovneq	%rax, %rsi
	cmpq	$9, %r12
	cmovlq	%rax, %r12
	movq	%r12, 456(%rsp)
	movq	%rsi, 448(%rsp)
	testq	%rsi, %rsi
	setg	%al
	xorb	%dl, %al
	movb	%al, 36(%rsp)
	movq	64(%rsp), %rax
	cmpq	$1, %rax
	movq	%rbp, %rdx
	movq	960(%rsp), %rcx
	cmoveq	%rcx, %rdx
	movq	%rdx, 576(%rsp)
	testb	%r15b, %r15b
	movq	288(%rsp), %rdx
	movq	176(%rsp), %rsi
	cmovneq	%rbp, %rsi
	movq	%rsi, 480(%rsp)
	movl	$1, %esi
	cmoveq	120(%rsp), %rsi
	movq	%rsi, 8(%rsp)
	cmpb	$0, 52(%rsp)
	movq	200(%rsp), %rsi
	movq	%rbp, (%rsp)
	cmovneq	%rbp, %rsi
	movabsq	$-4294967296, %rbp
	movq	%rsi, 568(%rsp)
	movq	%rcx, %r15
	xorb	$1, %r13b
	movq	%r13, 208(%rsp)
	imulq	%r10, %rbx
	shlq	$6, %rbx
	leaq	(%rbx,%r8,4), %rsi
	movq	%r11, %rbx
	imulq	1016(%rsp), %rbx
	movq	%rbx, 520(%rsp)
	addq	%r9, %rsi
	movq	%rsi, 560(%rsp)
	movq	%rdi, %rcx
	imulq	%rdx, %rcx
	movq	%rcx, 440(%rsp)
	movq	%r11, %rcx
	imulq	%rdi, %rcx
	movq	%rcx, 512(%rsp)
	movq	984(%rsp), %rcx
	leaq	(,%rax,4), %rax
	movq	%rax, 416(%rsp)
	leaq	(%r15,%rcx,4), %rax
	movq	%rax, 552(%rsp)
	xorl	%eax, %eax
	movq	$0, 368(%rsp)
	movq	%rdx, %r15
	movq	232(%rsp), %rsi
	movq	%rsi, 336(%rsp)
	movq	%r14, 320(%rsp)
.LBB0_79:
	cmpq	%r15, %r14
	movq	%r15, 464(%rsp)
	cmovlq	%r14, %r15
	movq	%rax, 312(%rsp)
	addq	%rdx, %rax
	cmpq	%r14, %rax
	movq	%rax, 472(%rsp)
	cmovlq	%rax, %r14
	movq	%r14, 352(%rsp)
	cmpb	$0, 52(%rsp)
	movq	328(%rsp), %r13
	je	.LBB0_24
	addq	368(%rsp), %r15
	movq	352(%rsp), %rcx
	subq	312(%rsp), %rcx
	testq	%r11, %r11
	je	.LBB0_71
	setg	%al
	testq	%rcx, %rcx
	setg	%dl
	xorb	%al, %dl
	jne	.LBB0_24
	movq	%rcx, %rax
	orq	%r11, %rax
	testq	%rbp, %rax
	je	.LBB0_83
	shrq	$32, %rax
	je	.LBB0_83
	movq	%rcx, %rax
	cqto
	idivq	%r11
	jmp	.LBB0_86
.LBB0_83:
	movl	%ecx, %eax
	xorl	%edx, %edx
	divl	%r11d
.LBB0_86:
	movq	%rdx, %rsi
	negq	%rsi
	testq	%rcx, %rcx
	cmovgq	%rdx, %rsi
	xorl	%ecx, %ecx
	testq	%rsi, %rsi
	setg	%cl
	leaq	(%rax,%rcx), %rdx
	testq	%rdx, %rdx
	jle	.LBB0_24
	leaq	1(%rax,%rcx), %rbx
	movq	336(%rsp), %r14
	movq	360(%rsp), %r12
	.p2align	4
.LBB0_88:
	movq	%r15, %rax
	subq	%r11, %r15
	cmovgeq	%r11, %rax
	cmpq	%r10, %rax
	jge	.LBB0_31
	cmpq	%r10, 320(%rsp)
	jl	.LBB0_31
	leaq	736(%rsp), %rdi
	leaq	728(%rsp), %rsi
	movq	88(%rsp), %rdx
	movq	128(%rsp), %rcx
	movq	136(%rsp), %r8
	movq	144(%rsp), %r9
	pushq	%r12
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	movq	120(%rsp), %rax
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	pushq	24(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	pushq	$0
	.cfi_adjust_cfa_offset 8
	pushq	280(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	1088(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	296(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r13
	.cfi_adjust_cfa_offset 8
	pushq	584(%rsp)
	.cfi_adjust_cfa_offset 8
	jmp	.LBB0_32
	.p2align	4
.LBB0_31:
	.cfi_def_cfa_offset 800
	leaq	720(%rsp), %rdi
	leaq	712(%rsp), %rsi
	movq	88(%rsp), %rdx
	movq	128(%rsp), %rcx
	movq	136(%rsp), %r8
	movq	144(%rsp), %r9
	pushq	%r12
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	movq	120(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	24(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	$0
	.cfi_adjust_cfa_offset 8
	pushq	280(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	pushq	1088(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	296(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r13
	.cfi_adjust_cfa_offset 8
	pushq	%r14
	.cfi_adjust_cfa_offset 8
.LBB0_32:
	pushq	408(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	408(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	320(%rsp)
	.cfi_adjust_cfa_offset 8
	movabsq	$_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx, %rax
	callq	*%rax
	addq	$128, %rsp
	.cfi_adjust_cfa_offset -128
	testl	%eax, %eax
	jne	.LBB0_91
	decq	%rbx
	addq	520(%rsp), %r12
	addq	512(%rsp), %r14
	cmpq	$1, %rbx
	movq	152(%rsp), %r10
	movq	240(%rsp), %r11
	ja	.LBB0_88
	.p2align	4
.LBB0_24:
	testb	$1, 37(%rsp)
	je	.LBB0_25
	movq	448(%rsp), %rax
	testq	%rax, %rax
	je	.LBB0_71
	movq	%rax, %r12
	cmpb	$0, 36(%rsp)
	movq	1016(%rsp), %r9
	movq	320(%rsp), %r14
	movq	80(%rsp), %rdi
	movq	104(%rsp), %rbx
	je	.LBB0_95
	jmp	.LBB0_26
	.p2align	4
.LBB0_25:
	movq	456(%rsp), %r12
	movq	80(%rsp), %rdi
	testq	%rdi, %rdi
	movq	1016(%rsp), %r9
	movq	320(%rsp), %r14
	movq	104(%rsp), %rbx
	jle	.LBB0_26
.LBB0_95:
	movq	%rdi, %rax
	orq	%r12, %rax
	testq	%rbp, %rax
	je	.LBB0_96
	shrq	$32, %rax
	je	.LBB0_96
	movq	%rdi, %rax
	cqto
	idivq	%r12
	jmp	.LBB0_99
.LBB0_96:
	movl	%edi, %eax
	xorl	%edx, %edx
	divl	%r12d
.LBB0_99:
	movq	%rdx, %rcx
	negq	%rcx
	testq	%rdi, %rdi
	cmovgq	%rdx, %rcx
	xorl	%edx, %edx
	testq	%rcx, %rcx
	setg	%dl
	addq	%rax, %rdx
	testq	%rdx, %rdx
	jle	.LBB0_26
	testq	%r11, %r11
	setg	%cl
	movq	352(%rsp), %rsi
	subq	312(%rsp), %rsi
	testq	%rsi, %rsi
	setg	%al
	testq	%r11, %r11
	je	.LBB0_103
	movq	%rsi, 496(%rsp)
	xorb	%al, %cl
	movb	%cl, 38(%rsp)
	movq	168(%rsp), %rax
	imulq	%r12, %rax
	movq	%rax, 528(%rsp)
	movq	$0, 400(%rsp)
	movq	984(%rsp), %rax
	movq	%rax, 392(%rsp)
	xorl	%ecx, %ecx
	movq	%r12, 536(%rsp)
	jmp	.LBB0_102
	.p2align	4
.LBB0_30:
	movq	536(%rsp), %r12
	movq	384(%rsp), %rcx
	addq	%r12, %rcx
	movq	528(%rsp), %rax
	addq	%rax, 392(%rsp)
	addq	%rax, 400(%rsp)
	movq	544(%rsp), %rax
	cmpq	$1, %rax
	leaq	-1(%rax), %rdx
	movabsq	$-4294967296, %rbp
	movq	80(%rsp), %rdi
	movq	104(%rsp), %rbx
	jle	.LBB0_26
.LBB0_102:
	movq	%rdx, 544(%rsp)
	movq	%rdi, %r15
	subq	%rcx, %r15
	cmpq	%r12, %r15
	cmovgeq	%r12, %r15
	cmpb	$0, 48(%rsp)
	movq	%rcx, 384(%rsp)
	je	.LBB0_29
	movq	%rcx, %rax
	movq	120(%rsp), %r10
	imulq	%r10, %rax
	addq	192(%rsp), %rax
	leaq	704(%rsp), %rdi
	leaq	696(%rsp), %rsi
	movq	184(%rsp), %rdx
	movq	248(%rsp), %rcx
	movq	256(%rsp), %r8
	movq	%r9, %rbp
	movq	264(%rsp), %r9
	pushq	344(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	24(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	$0
	.cfi_adjust_cfa_offset 8
	pushq	280(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r15
	.cfi_adjust_cfa_offset 8
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	200(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	pushq	384(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	384(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	296(%rsp)
	.cfi_adjust_cfa_offset 8
	movabsq	$_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx, %rax
	callq	*%rax
	movq	%rbp, %r9
	movq	368(%rsp), %r11
	movq	280(%rsp), %r10
	addq	$128, %rsp
	.cfi_adjust_cfa_offset -128
	testl	%eax, %eax
	jne	.LBB0_91
.LBB0_29:
	movq	%r15, 40(%rsp)
	cmpb	$0, 38(%rsp)
	jne	.LBB0_30
	movq	496(%rsp), %rsi
	movq	%rsi, %rax
	orq	%r11, %rax
	movabsq	$-4294967296, %rcx
	testq	%rcx, %rax
	je	.LBB0_106
	shrq	$32, %rax
	je	.LBB0_106
	movq	%rsi, %rax
	cqto
	idivq	%r11
	jmp	.LBB0_109
	.p2align	4
.LBB0_106:
	movl	%esi, %eax
	xorl	%edx, %edx
	divl	%r11d
.LBB0_109:
	movq	%rdx, %rcx
	negq	%rcx
	testq	%rsi, %rsi
	cmovgq	%rdx, %rcx
	xorl	%edx, %edx
	testq	%rcx, %rcx
	setg	%dl
	addq	%rax, %rdx
	testq	%rdx, %rdx
	jle	.LBB0_30
	movq	384(%rsp), %rax
	movq	%rax, %rcx
	imulq	168(%rsp), %rcx
	addq	984(%rsp), %rcx
	movq	%rcx, 592(%rsp)
	imulq	120(%rsp), %rax
	addq	192(%rsp), %rax
	movq	40(%rsp), %rcx
	testq	%rcx, %rcx
	setle	%sil
	cmpb	$0, 48(%rsp)
	cmovneq	344(%rsp), %rax
	movq	112(%rsp), %rdi
	cmovneq	%rcx, %rdi
	movq	%rdi, 24(%rsp)
	movq	480(%rsp), %rcx
	leaq	(%rcx,%rax,4), %rax
	movq	%rax, 16(%rsp)
	orb	208(%rsp), %sil
	movb	%sil, 39(%rsp)
	movq	312(%rsp), %r8
	jmp	.LBB0_111
	.p2align	4
.LBB0_160:
	movq	240(%rsp), %r11
	movq	600(%rsp), %r8
	addq	%r11, %r8
	movq	608(%rsp), %rax
	cmpq	$1, %rax
	leaq	-1(%rax), %rdx
	movq	152(%rsp), %r10
	movq	1016(%rsp), %r9
	movq	320(%rsp), %r14
	movq	328(%rsp), %r13
	jle	.LBB0_30
.LBB0_111:
	movq	%rdx, 608(%rsp)
	movq	40(%rsp), %rcx
	testq	%rcx, %rcx
	setns	96(%rsp)
	cmpq	$5, %rcx
	setge	56(%rsp)
	cmpq	%r10, %r14
	setge	%al
	movq	352(%rsp), %r15
	subq	%r8, %r15
	cmpq	%r11, %r15
	cmovgeq	%r11, %r15
	movq	%r8, %rsi
	subq	312(%rsp), %rsi
	imulq	%r9, %rsi
	addq	360(%rsp), %rsi
	cmpq	%r10, %r15
	setl	%dil
	testb	%al, %dil
	movq	%r8, 600(%rsp)
	cmovneq	584(%rsp), %r8
	cmovneq	%r10, %r15
	movq	592(%rsp), %rax
	leaq	(%rax,%r8), %r10
	cmpq	$1, 64(%rsp)
	movq	%r15, %r11
	cmoveq	168(%rsp), %r11
	cmovneq	160(%rsp), %r10
	movq	232(%rsp), %rax
	movq	%r8, 408(%rsp)
	leaq	(%r8,%rax), %r9
	cmpb	$0, 52(%rsp)
	movq	%r13, %rax
	cmovneq	%r15, %rax
	cmovneq	%rsi, %r9
	cmpq	$16, %r15
	setge	%r13b
	cmpq	$9, %r15
	setge	%r12b
	cmpq	$8, %r15
	setge	%r14b
	cmpq	$5, %r15
	setge	%bpl
	cmpq	$4, %r15
	setge	%bl
	cmpq	$3, %r15
	setge	%r8b
	cmpq	$2, %r15
	setge	%sil
	testq	%r15, %r15
	setg	%dil
	movq	568(%rsp), %rdx
	leaq	(%rdx,%r9,4), %r9
	movq	576(%rsp), %rdx
	leaq	(%rdx,%r10,4), %r10
	cmpq	$5, %rcx
	jl	.LBB0_118
	cmpq	$16, %r15
	jle	.LBB0_118
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_2_16, %rax
	jmp	.LBB0_135
	.p2align	4
.LBB0_118:
	.cfi_def_cfa_offset 800
	cmpq	$0, 40(%rsp)
	js	.LBB0_121
	cmpq	$17, %r15
	jl	.LBB0_121
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_2_16, %rax
	jmp	.LBB0_135
	.p2align	4
.LBB0_121:
	.cfi_def_cfa_offset 800
	movzbl	56(%rsp), %edx
	andb	%r13b, %dl
	je	.LBB0_123
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_1_16, %rax
	jmp	.LBB0_135
.LBB0_123:
	.cfi_def_cfa_offset 800
	movzbl	96(%rsp), %ecx
	andb	%cl, %r13b
	je	.LBB0_125
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_1_16, %rax
	jmp	.LBB0_135
.LBB0_125:
	.cfi_def_cfa_offset 800
	movzbl	56(%rsp), %edx
	andb	%r12b, %dl
	je	.LBB0_127
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_2_8, %rax
	jmp	.LBB0_135
.LBB0_127:
	.cfi_def_cfa_offset 800
	andb	%cl, %r12b
	je	.LBB0_129
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_2_8, %rax
	jmp	.LBB0_135
.LBB0_129:
	.cfi_def_cfa_offset 800
	movzbl	56(%rsp), %edx
	andb	%r14b, %dl
	je	.LBB0_131
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_1_8, %rax
	jmp	.LBB0_135
.LBB0_131:
	.cfi_def_cfa_offset 800
	andb	%cl, %r14b
	je	.LBB0_133
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	48(%rsp), %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_1_8, %rax
	jmp	.LBB0_135
.LBB0_133:
	.cfi_def_cfa_offset 800
	movzbl	56(%rsp), %edx
	andb	%bpl, %dl
	movq	40(%rsp), %rcx
	je	.LBB0_136
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_2_4, %rax
	jmp	.LBB0_135
.LBB0_136:
	.cfi_def_cfa_offset 800
	andb	96(%rsp), %bpl
	je	.LBB0_138
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_2_4, %rax
	jmp	.LBB0_135
.LBB0_138:
	.cfi_def_cfa_offset 800
	movzbl	56(%rsp), %edx
	andb	%bl, %dl
	je	.LBB0_140
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_1_4, %rax
	jmp	.LBB0_135
.LBB0_140:
	.cfi_def_cfa_offset 800
	andb	96(%rsp), %bl
	je	.LBB0_142
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	8(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_1_4, %rax
	jmp	.LBB0_135
.LBB0_142:
	.cfi_def_cfa_offset 800
	movzbl	56(%rsp), %edx
	andb	%r8b, %dl
	movq	(%rsp), %rbx
	je	.LBB0_144
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_2_2, %rax
	jmp	.LBB0_135
.LBB0_144:
	.cfi_def_cfa_offset 800
	andb	96(%rsp), %r8b
	je	.LBB0_146
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_2_2, %rax
	jmp	.LBB0_135
.LBB0_146:
	.cfi_def_cfa_offset 800
	movzbl	56(%rsp), %edx
	andb	%sil, %dl
	je	.LBB0_148
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_1_2, %rax
	jmp	.LBB0_135
.LBB0_148:
	.cfi_def_cfa_offset 800
	andb	96(%rsp), %sil
	je	.LBB0_150
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_1_2, %rax
	jmp	.LBB0_135
.LBB0_150:
	.cfi_def_cfa_offset 800
	andb	%dil, 56(%rsp)
	je	.LBB0_152
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_8_1_1, %rax
	jmp	.LBB0_135
.LBB0_152:
	.cfi_def_cfa_offset 800
	andb	%dil, 96(%rsp)
	je	.LBB0_114
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	movq	%rcx, %rdi
	movq	%r15, %rsi
	movq	24(%rsp), %rdx
	movq	16(%rsp), %rcx
	movq	32(%rsp), %r8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	1032(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	movabsq	$product_4_1_1, %rax
	.p2align	4
.LBB0_135:
	callq	*%rax
	addq	$48, %rsp
	.cfi_adjust_cfa_offset -48
.LBB0_114:
	testq	%r15, %r15
	setle	%al
	orb	39(%rsp), %al
	testb	$1, %al
	movq	64(%rsp), %rcx
	movq	968(%rsp), %rdi
	movq	416(%rsp), %r8
	jne	.LBB0_160
	leaq	-1(%r15), %rax
	movq	%rax, 656(%rsp)
	movl	%r15d, %eax
	andl	$3, %eax
	movq	%rax, 424(%rsp)
	movabsq	$-9223372036854775808, %rax
	leaq	-4(%rax), %r9
	andq	%r15, %r9
	leaq	(,%r15,4), %rax
	movq	%rax, 640(%rsp)
	movq	408(%rsp), %rdx
	leaq	3(%rdx), %r10
	movq	%r8, %rbx
	imulq	%r10, %rbx
	imulq	%rcx, %r10
	leaq	2(%rdx), %r11
	movq	%r8, %rbp
	imulq	%r11, %rbp
	imulq	%rcx, %r11
	leaq	1(%rdx), %rax
	movq	%r8, %r14
	imulq	%rax, %r14
	imulq	%rcx, %rax
	movq	%r8, %r12
	imulq	%rdx, %r12
	movq	%rcx, %rsi
	imulq	%rdx, %rsi
	movq	984(%rsp), %rdx
	addq	%rdx, %rsi
	movq	%rsi, 616(%rsp)
	movq	552(%rsp), %rsi
	addq	%rsi, %r12
	movq	%r12, 624(%rsp)
	addq	%rdx, %rax
	addq	%rsi, %r14
	addq	%rdx, %r11
	addq	%rsi, %rbp
	addq	%rdx, %r10
	movq	%r10, 632(%rsp)
	movq	%rbx, %r10
	movq	%r8, %rbx
	addq	%rsi, %r10
	movq	400(%rsp), %rsi
	movq	392(%rsp), %rdx
	movq	%rdx, 432(%rsp)
	movq	160(%rsp), %r12
	movq	560(%rsp), %r13
	xorl	%r8d, %r8d
	movq	%r9, 648(%rsp)
	movq	%r15, 664(%rsp)
	movq	%r14, 56(%rsp)
	movq	%rax, 96(%rsp)
	movq	%rbp, 688(%rsp)
	jmp	.LBB0_116
	.p2align	4
.LBB0_159:
	movq	672(%rsp), %r8
	incq	%r8
	addq	640(%rsp), %r13
	movq	664(%rsp), %r15
	addq	%r15, %r12
	movq	168(%rsp), %rsi
	addq	%rsi, 432(%rsp)
	movq	680(%rsp), %rdx
	addq	%rsi, %rdx
	movq	%rdx, %rsi
	cmpq	%r8, 40(%rsp)
	movq	%r9, %rdi
	movq	416(%rsp), %rbx
	movq	648(%rsp), %r9
	je	.LBB0_160
.LBB0_116:
	movq	%r8, 672(%rsp)
	cmpq	$3, 656(%rsp)
	movq	%rsi, 680(%rsp)
	jae	.LBB0_154
	xorl	%r15d, %r15d
	movq	104(%rsp), %rdx
	movq	%rdi, %r9
	movq	(%rsp), %rdi
	movq	960(%rsp), %r8
	jmp	.LBB0_157
	.p2align	4
.LBB0_154:
	xorl	%r15d, %r15d
	movq	104(%rsp), %rdx
	movq	%r11, %rbp
	movq	%r10, %r11
	movq	632(%rsp), %r10
	movq	624(%rsp), %r8
	movq	%r9, %r14
	movq	616(%rsp), %r9
	.p2align	4
.LBB0_155:
	movq	%r15, %rcx
	movq	%rbx, %r15
	leaq	(%r12,%rcx), %rbx
	sarq	$63, %rbx
	andq	%rdx, %rbx
	leaq	(%r13,%rbx,4), %rbx
	vmovss	(%rbx,%rcx,4), %xmm0
	leaq	(%r9,%rsi), %rbx
	sarq	$63, %rbx
	andq	%rdi, %rbx
	leaq	(%r8,%rbx,4), %rbx
	vmovss	%xmm0, (%rbx,%rsi,4)
	leaq	1(%r12,%rcx), %rbx
	sarq	$63, %rbx
	andq	%rdx, %rbx
	leaq	(%r13,%rbx,4), %rbx
	vmovss	4(%rbx,%rcx,4), %xmm0
	movq	96(%rsp), %rax
	leaq	(%rax,%rsi), %rbx
	sarq	$63, %rbx
	andq	%rdi, %rbx
	movq	56(%rsp), %rax
	leaq	(%rax,%rbx,4), %rbx
	vmovss	%xmm0, (%rbx,%rsi,4)
	leaq	2(%r12,%rcx), %rbx
	sarq	$63, %rbx
	andq	%rdx, %rbx
	leaq	(%r13,%rbx,4), %rbx
	vmovss	8(%rbx,%rcx,4), %xmm0
	leaq	(%rbp,%rsi), %rbx
	sarq	$63, %rbx
	andq	%rdi, %rbx
	movq	688(%rsp), %rax
	leaq	(%rax,%rbx,4), %rbx
	vmovss	%xmm0, (%rbx,%rsi,4)
	leaq	3(%r12,%rcx), %rbx
	sarq	$63, %rbx
	andq	%rdx, %rbx
	leaq	(%r13,%rbx,4), %rbx
	vmovss	12(%rbx,%rcx,4), %xmm0
	leaq	(%r10,%rsi), %rbx
	sarq	$63, %rbx
	andq	%rdi, %rbx
	leaq	(%r11,%rbx,4), %rbx
	vmovss	%xmm0, (%rbx,%rsi,4)
	movq	%r15, %rbx
	leaq	4(%rcx), %r15
	addq	%rbx, %rsi
	cmpq	%r15, %r14
	jne	.LBB0_155
	cmpq	$0, 424(%rsp)
	movq	64(%rsp), %rcx
	movq	%rdi, %r9
	movq	(%rsp), %rdi
	movq	960(%rsp), %r8
	movq	%r11, %r10
	movq	%rbp, %r11
	je	.LBB0_159
.LBB0_157:
	movq	408(%rsp), %rsi
	addq	%r15, %rsi
	imulq	%rcx, %rsi
	addq	432(%rsp), %rsi
	addq	%r12, %r15
	movq	424(%rsp), %rbx
	.p2align	4
.LBB0_158:
	movq	%r15, %rcx
	sarq	$63, %rcx
	andq	%rdx, %rcx
	leaq	(%rdi,%rcx,4), %rcx
	vmovss	(%rcx,%r15,4), %xmm0
	movq	%rsi, %rcx
	sarq	$63, %rcx
	andq	%r9, %rcx
	leaq	(%r8,%rcx,4), %rcx
	vmovss	%xmm0, (%rcx,%rsi,4)
	movq	64(%rsp), %rcx
	addq	%rcx, %rsi
	incq	%r15
	decq	%rbx
	jne	.LBB0_158
	jmp	.LBB0_159
	.p2align	4
.LBB0_26:
	movq	%rdi, 80(%rsp)
	movq	336(%rsp), %rax
	addq	440(%rsp), %rax
	movq	%rax, 336(%rsp)
	movq	288(%rsp), %rdx
	movq	464(%rsp), %r15
	addq	%rdx, %r15
	subq	%rdx, 368(%rsp)
	movq	376(%rsp), %rax
	cmpq	$1, %rax
	leaq	-1(%rax), %rax
	movq	%rax, 376(%rsp)
	movq	472(%rsp), %rax
	jg	.LBB0_79
.LBB0_27:
	movq	224(%rsp), %rdi
	movabsq	$NRT_decref, %rbx
	callq	*%rbx
	movq	928(%rsp), %rdi
	callq	*%rbx
	movq	88(%rsp), %rdi
	callq	*%rbx
	movq	184(%rsp), %rdi
	callq	*%rbx
	movq	504(%rsp), %rax
	movq	$0, (%rax)
	xorl	%eax, %eax
	jmp	.LBB0_92
.LBB0_7:
	movl	$0, 52(%rsp)
	movl	$0, 48(%rsp)
	cmpq	$1, 112(%rsp)
	jne	.LBB0_10
	jmp	.LBB0_12
.LBB0_53:
	xorl	%eax, %eax
	xorl	%edx, %edx
	addq	%rdx, %rax
	movq	%rax, %r8
	jns	.LBB0_68
.LBB0_67:
	xorl	%r8d, %r8d
	cmpq	%r13, %rax
	jl	.LBB0_70
.LBB0_69:
	movq	%r13, %r8
	jmp	.LBB0_70
.LBB0_1:
	xorl	%esi, %esi
	movq	1024(%rsp), %r8
	jmp	.LBB0_2
.LBB0_18:
	movabsq	$.const.picklebuf.331b8563bdb9dac81b38422273052c486fc1706b, %rax
	jmp	.LBB0_19
.LBB0_21:
	movabsq	$.const.picklebuf.58e14eccb507b1e0206981740223e685cb8c3c57, %rax
	jmp	.LBB0_19
.LBB0_23:
	movabsq	$.const.picklebuf.ba289d81f05c7020f3477c15734804df65abe209, %rax
	jmp	.LBB0_19
.LBB0_48:
	xorl	%eax, %eax
	movq	152(%rsp), %r10
	movq	240(%rsp), %r11
	jmp	.LBB0_52
.LBB0_51:
	xorl	%eax, %eax
	jmp	.LBB0_52
.LBB0_103:
	cmpb	$0, 48(%rsp)
	je	.LBB0_71
	cmpq	%r12, %rdi
	cmovlq	%rdi, %r12
	leaq	704(%rsp), %rdi
	leaq	696(%rsp), %rsi
	movq	184(%rsp), %rdx
	movq	248(%rsp), %rcx
	movq	256(%rsp), %r8
	movq	%r9, %rax
	movq	264(%rsp), %r9
	pushq	344(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	24(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	$4
	.cfi_adjust_cfa_offset 8
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	pushq	$0
	.cfi_adjust_cfa_offset 8
	pushq	280(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	%r12
	.cfi_adjust_cfa_offset 8
	pushq	%rax
	.cfi_adjust_cfa_offset 8
	pushq	200(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	200(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	288(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	384(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	384(%rsp)
	.cfi_adjust_cfa_offset 8
	pushq	296(%rsp)
	.cfi_adjust_cfa_offset 8
	movabsq	$_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx, %rax
	callq	*%rax
	addq	$128, %rsp
	.cfi_adjust_cfa_offset -128
	testl	%eax, %eax
	jne	.LBB0_91
.LBB0_71:
	movabsq	$.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727, %rax
.LBB0_19:
	movq	72(%rsp), %rcx
	movq	%rax, (%rcx)
	movl	$1, %eax
.LBB0_92:
	addq	$744, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.LBB0_91:
	.cfi_def_cfa_offset 800
	movq	72(%rsp), %rcx
	movq	$0, (%rcx)
	jmp	.LBB0_92
.Lfunc_end0:
	.size	_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx, .Lfunc_end0-_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx
	.cfi_endproc

	.p2align	4
	.type	product_8_2_16,@function
product_8_2_16:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$168, %rsp
	movq	%rsi, -40(%rsp)
	movq	256(%rsp), %rax
	movq	224(%rsp), %rsi
	leaq	-1(%rdi), %r10
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 8(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%rsi, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 128(%rsp)
	movq	%rdx, -8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -88(%rsp)
	leaq	(,%rsi,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%r9, 136(%rsp)
	leaq	(%r9,%rsi,4), %rdx
	movq	%rdx, -16(%rsp)
	movq	%rcx, (%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -24(%rsp)
	xorl	%edx, %edx
	movq	%rdi, 16(%rsp)
	jmp	.LBB1_1
	.p2align	4
.LBB1_12:
	movq	48(%rsp), %rdx
	movq	40(%rsp), %rbx
	movq	32(%rsp), %rsi
	movq	24(%rsp), %rbp
.LBB1_3:
	movq	56(%rsp), %rcx
	vmovups	%zmm0, (%rcx)
	vmovups	%zmm1, -64(%rcx,%rdi,4)
	movq	64(%rsp), %rcx
	vmovups	%zmm2, (%rcx)
	vmovups	%zmm3, -64(%rcx,%rdi,4)
	movq	72(%rsp), %rcx
	vmovups	%zmm4, (%rcx)
	vmovups	%zmm5, -64(%rcx,%rdi,4)
	movq	80(%rsp), %rcx
	vmovups	%zmm6, (%rcx)
	vmovups	%zmm7, -64(%rcx,%rdi,4)
	vmovups	%zmm8, (%rbp)
	vmovups	%zmm9, -64(%rbp,%rdi,4)
	vmovups	%zmm10, (%rsi)
	vmovups	%zmm11, -64(%rsi,%rdi,4)
	vmovups	%zmm12, (%rbx)
	vmovups	%zmm13, -64(%rbx,%rdi,4)
	vmovups	%zmm14, (%rdx)
	vmovups	%zmm15, -64(%rdx,%rdi,4)
	movq	-32(%rsp), %rdx
	addq	$8, %rdx
	movq	88(%rsp), %r10
	addq	$-8, %r10
	movq	-88(%rsp), %rcx
	addq	8(%rsp), %rcx
	movq	%rcx, -88(%rsp)
	movq	16(%rsp), %rdi
	cmpq	%rdi, %rdx
	jge	.LBB1_4
.LBB1_1:
	movq	%rdx, -32(%rsp)
	testq	%r10, %r10
	movl	$1, %esi
	cmovleq	%r10, %rsi
	cmpq	$2, %r10
	movl	$2, %r12d
	cmovlq	%r10, %r12
	movl	$3, %r14d
	cmovleq	%r10, %r14
	cmpq	$4, %r10
	movl	$4, %r11d
	cmovlq	%r10, %r11
	movl	$5, %ecx
	cmovleq	%r10, %rcx
	cmpq	$6, %r10
	movl	$6, %r15d
	cmovlq	%r10, %r15
	movl	$7, %r13d
	movq	%r10, 88(%rsp)
	cmovleq	%r10, %r13
	movq	%rdx, %r8
	notq	%r8
	addq	%rdi, %r8
	testq	%r8, %r8
	movl	$1, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -96(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movl	$3, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -128(%rsp)
	cmpq	$4, %r8
	movl	$4, %ebp
	cmovlq	%r8, %rbp
	movl	$5, %r10d
	cmovleq	%r8, %r10
	cmpq	$6, %r8
	movl	$6, %ebx
	cmovlq	%r8, %rbx
	movl	$7, %edi
	cmovgq	%rdi, %r8
	movq	%rdx, -120(%rsp)
	movq	240(%rsp), %rdi
	movq	-120(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -120(%rsp)
	movq	-96(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -48(%rsp)
	movq	%r9, -112(%rsp)
	imulq	%rdi, %r9
	movq	%r9, -56(%rsp)
	movq	-128(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -64(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdi, %rbp
	movq	%r10, -72(%rsp)
	imulq	%rdi, %r10
	movq	%rbx, -80(%rsp)
	imulq	%rdi, %rbx
	movq	%r8, %r9
	imulq	%rdi, %r9
	movq	232(%rsp), %rdi
	movq	-120(%rsp), %rdx
	leaq	(%rdi,%rdx,4), %rdx
	movq	-48(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 64(%rsp)
	movq	-56(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 72(%rsp)
	movq	-64(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 80(%rsp)
	leaq	(%rdx,%rbp,4), %rbp
	leaq	(%rdx,%r10,4), %rdi
	movq	248(%rsp), %r10
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rdx, 56(%rsp)
	leaq	(%rdx,%r9,4), %rdx
	testq	%r10, %r10
	jle	.LBB1_2
	movq	%rbp, 24(%rsp)
	movq	%rdi, 32(%rsp)
	movq	%rbx, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-24(%rsp), %rdx
	imulq	%rdx, %rsi
	imulq	%rdx, %r12
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %rcx
	imulq	%rdx, %r15
	imulq	%rdx, %r13
	movq	-32(%rsp), %rdx
	movq	(%rsp), %r9
	imulq	%r9, %rdx
	movq	-96(%rsp), %rdi
	imulq	%r9, %rdi
	movq	-112(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -112(%rsp)
	movq	-128(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -128(%rsp)
	movq	-104(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%r9, %rbp
	movq	-80(%rsp), %rbx
	imulq	%r9, %rbx
	imulq	%r9, %r8
	movq	-8(%rsp), %r9
	leaq	(%r9,%rdx,4), %rdx
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -56(%rsp)
	movq	-112(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -64(%rsp)
	movq	-128(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -72(%rsp)
	movq	-104(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -80(%rsp)
	leaq	(%rdx,%rbp,4), %rdi
	movq	%rdi, 160(%rsp)
	leaq	(%rdx,%rbx,4), %rdi
	movq	%rdi, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r8d
	movq	$-1, %rbp
	movq	-16(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	movq	-88(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	xorl	%ebx, %ebx
	movq	$0, -112(%rsp)
	movq	-40(%rsp), %rdi
	.p2align	4
.LBB1_6:
	cmpq	%r8, %r10
	movq	%r8, -96(%rsp)
	cmovlq	%r10, %r8
	leaq	32(%rbx), %rdx
	cmpq	%r10, %rdx
	movq	%rdx, -104(%rsp)
	cmovlq	%rdx, %r10
	movq	%rbx, %rdx
	imulq	224(%rsp), %rdx
	movq	136(%rsp), %r9
	vmovups	(%r9,%rdx,4), %zmm14
	leaq	(%r9,%rdx,4), %rdx
	vmovups	-64(%rdx,%rdi,4), %zmm15
	movq	%rbx, %rdx
	imulq	128(%rsp), %rbx
	movq	-48(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm1
	movq	-56(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm3
	movq	-64(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm5
	movq	-72(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm7
	movq	-80(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm9
	movq	160(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm11
	movq	152(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm13
	movq	144(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %zmm16
	orq	$1, %rdx
	vmulps	%zmm1, %zmm14, %zmm0
	vmulps	%zmm1, %zmm15, %zmm1
	vmulps	%zmm3, %zmm14, %zmm2
	vmulps	%zmm3, %zmm15, %zmm3
	vmulps	%zmm5, %zmm14, %zmm4
	vmulps	%zmm5, %zmm15, %zmm5
	vmulps	%zmm7, %zmm14, %zmm6
	vmulps	%zmm7, %zmm15, %zmm7
	vmulps	%zmm9, %zmm14, %zmm8
	vmulps	%zmm9, %zmm15, %zmm9
	vmulps	%zmm11, %zmm14, %zmm10
	vmulps	%zmm11, %zmm15, %zmm11
	vmulps	%zmm13, %zmm14, %zmm12
	vmulps	%zmm13, %zmm15, %zmm13
	vmulps	%zmm16, %zmm14, %zmm14
	vmulps	%zmm16, %zmm15, %zmm15
	cmpq	%r10, %rdx
	jge	.LBB1_9
	negq	%r8
	movq	-120(%rsp), %r10
	movq	-128(%rsp), %rbx
	movq	104(%rsp), %rdx
	movq	96(%rsp), %r9
	.p2align	4
.LBB1_8:
	vmovups	(%r10), %zmm16
	vmovups	-64(%r10,%rdi,4), %zmm17
	vbroadcastss	(%rbx), %zmm18
	vmulps	%zmm18, %zmm16, %zmm19
	vaddps	%zmm19, %zmm0, %zmm0
	vmulps	%zmm18, %zmm17, %zmm18
	vaddps	%zmm18, %zmm1, %zmm1
	vbroadcastss	(%rbx,%rsi), %zmm18
	vmulps	%zmm18, %zmm16, %zmm19
	vaddps	%zmm19, %zmm2, %zmm2
	vmulps	%zmm18, %zmm17, %zmm18
	vaddps	%zmm18, %zmm3, %zmm3
	vbroadcastss	(%rbx,%r12), %zmm18
	vmulps	%zmm18, %zmm16, %zmm19
	vaddps	%zmm19, %zmm4, %zmm4
	vmulps	%zmm18, %zmm17, %zmm18
	vaddps	%zmm18, %zmm5, %zmm5
	vbroadcastss	(%rbx,%r14), %zmm18
	vmulps	%zmm18, %zmm16, %zmm19
	vaddps	%zmm19, %zmm6, %zmm6
	vmulps	%zmm18, %zmm17, %zmm18
	vaddps	%zmm18, %zmm7, %zmm7
	vbroadcastss	(%rbx,%r11), %zmm18
	vmulps	%zmm18, %zmm16, %zmm19
	vaddps	%zmm19, %zmm8, %zmm8
	vmulps	%zmm18, %zmm17, %zmm18
	vaddps	%zmm18, %zmm9, %zmm9
	vbroadcastss	(%rbx,%rcx), %zmm18
	vmulps	%zmm18, %zmm16, %zmm19
	vaddps	%zmm19, %zmm10, %zmm10
	vmulps	%zmm18, %zmm17, %zmm18
	vaddps	%zmm18, %zmm11, %zmm11
	vbroadcastss	(%rbx,%r15), %zmm18
	vmulps	%zmm18, %zmm16, %zmm19
	vaddps	%zmm19, %zmm12, %zmm12
	vmulps	%zmm18, %zmm17, %zmm18
	vaddps	%zmm18, %zmm13, %zmm13
	vbroadcastss	(%rbx,%r13), %zmm18
	vmulps	%zmm18, %zmm16, %zmm16
	vaddps	%zmm16, %zmm14, %zmm14
	vmulps	%zmm18, %zmm17, %zmm16
	vaddps	%zmm16, %zmm15, %zmm15
	addq	%rdx, %rbx
	addq	%r9, %r10
	incq	%r8
	cmpq	%r8, %rbp
	jne	.LBB1_8
.LBB1_9:
	movq	$-2, %r8
	movq	-112(%rsp), %r9
	subq	%r9, %r8
	movq	248(%rsp), %r10
	movq	-104(%rsp), %rbx
	cmpq	%r10, %rbx
	movq	$-1, %rdx
	cmovgeq	%rdx, %r8
	andq	%r9, %r8
	je	.LBB1_11
	.p2align	4
.LBB1_10:
	tzcntq	%r8, %rdx
	shll	$10, %edx
	vaddps	(%rax,%rdx), %zmm0, %zmm0
	vaddps	64(%rax,%rdx), %zmm1, %zmm1
	vaddps	128(%rax,%rdx), %zmm2, %zmm2
	vaddps	192(%rax,%rdx), %zmm3, %zmm3
	vaddps	256(%rax,%rdx), %zmm4, %zmm4
	vaddps	320(%rax,%rdx), %zmm5, %zmm5
	vaddps	384(%rax,%rdx), %zmm6, %zmm6
	vaddps	448(%rax,%rdx), %zmm7, %zmm7
	vaddps	512(%rax,%rdx), %zmm8, %zmm8
	vaddps	576(%rax,%rdx), %zmm9, %zmm9
	vaddps	640(%rax,%rdx), %zmm10, %zmm10
	vaddps	704(%rax,%rdx), %zmm11, %zmm11
	vaddps	768(%rax,%rdx), %zmm12, %zmm12
	vaddps	832(%rax,%rdx), %zmm13, %zmm13
	vaddps	896(%rax,%rdx), %zmm14, %zmm14
	vaddps	960(%rax,%rdx), %zmm15, %zmm15
	blsrq	%r8, %r8
	jne	.LBB1_10
.LBB1_11:
	cmpq	%r10, %rbx
	jge	.LBB1_12
	incq	%r9
	movq	%r9, -112(%rsp)
	tzcntq	%r9, %rdx
	shll	$10, %edx
	vmovups	%zmm0, (%rax,%rdx)
	vmovups	%zmm1, 64(%rax,%rdx)
	vmovups	%zmm2, 128(%rax,%rdx)
	vmovups	%zmm3, 192(%rax,%rdx)
	vmovups	%zmm4, 256(%rax,%rdx)
	vmovups	%zmm5, 320(%rax,%rdx)
	vmovups	%zmm6, 384(%rax,%rdx)
	vmovups	%zmm7, 448(%rax,%rdx)
	vmovups	%zmm8, 512(%rax,%rdx)
	vmovups	%zmm9, 576(%rax,%rdx)
	vmovups	%zmm10, 640(%rax,%rdx)
	vmovups	%zmm11, 704(%rax,%rdx)
	vmovups	%zmm12, 768(%rax,%rdx)
	vmovups	%zmm13, 832(%rax,%rdx)
	vmovups	%zmm14, 896(%rax,%rdx)
	vmovups	%zmm15, 960(%rax,%rdx)
	movq	-96(%rsp), %r8
	addq	$32, %r8
	addq	$-32, %rbp
	movq	-128(%rsp), %rdx
	addq	120(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-120(%rsp), %rdx
	addq	112(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	jmp	.LBB1_6
	.p2align	4
.LBB1_2:
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm7, %xmm7, %xmm7
	vxorps	%xmm8, %xmm8, %xmm8
	vxorps	%xmm9, %xmm9, %xmm9
	vxorps	%xmm10, %xmm10, %xmm10
	vxorps	%xmm11, %xmm11, %xmm11
	vxorps	%xmm12, %xmm12, %xmm12
	vxorps	%xmm13, %xmm13, %xmm13
	vxorps	%xmm14, %xmm14, %xmm14
	vxorps	%xmm15, %xmm15, %xmm15
	movq	%rdi, %rsi
	movq	-40(%rsp), %rdi
	jmp	.LBB1_3
.LBB1_4:
	addq	$168, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end1:
	.size	product_8_2_16, .Lfunc_end1-product_8_2_16

	.p2align	4
	.type	product_4_2_16,@function
product_4_2_16:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$104, %rsp
	movq	%r9, -112(%rsp)
	movq	%r8, -120(%rsp)
	movq	%rcx, -96(%rsp)
	movq	%rdx, -104(%rsp)
	testq	%rdi, %rdi
	je	.LBB2_19
	movq	184(%rsp), %r9
	movq	176(%rsp), %r15
	movq	168(%rsp), %r12
	testq	%r9, %r9
	jle	.LBB2_2
	movq	192(%rsp), %rbx
	movq	160(%rsp), %rdx
	leaq	-1(%rdi), %r8
	movq	-120(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 16(%rsp)
	movq	-96(%rsp), %rcx
	movq	%rcx, %r10
	shlq	$4, %r10
	movq	%r10, -40(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 56(%rsp)
	leaq	(,%rdx,4), %rax
	movq	%rax, 8(%rsp)
	leaq	(,%rdx,8), %rax
	movq	%rax, 48(%rsp)
	leaq	(,%rcx,4), %rax
	movq	%rax, -48(%rsp)
	xorl	%edx, %edx
	movq	-104(%rsp), %rax
	movq	%rax, -128(%rsp)
	movq	%rdi, -88(%rsp)
	jmp	.LBB2_5
	.p2align	4
.LBB2_18:
	movq	-8(%rsp), %rdx
	movq	%rdx, %rax
	movq	176(%rsp), %r8
	imulq	%r8, %rax
	movq	168(%rsp), %rcx
	vmovups	%zmm7, (%rcx,%rax,4)
	leaq	(%rcx,%rax,4), %rax
	movq	-32(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%zmm6, -64(%rax,%rsi,4)
	vmovups	%zmm5, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovups	%zmm4, -64(%rcx,%rsi,4)
	movq	-24(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%zmm3, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovups	%zmm2, -64(%rcx,%rsi,4)
	movq	-16(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%zmm1, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rax
	vmovups	%zmm0, -64(%rax,%rsi,4)
	addq	$4, %rdx
	movq	(%rsp), %r8
	addq	$-4, %r8
	movq	-128(%rsp), %rax
	addq	-40(%rsp), %rax
	movq	%rax, -128(%rsp)
	cmpq	%rdi, %rdx
	jge	.LBB2_19
.LBB2_5:
	testq	%r8, %r8
	movl	$1, %ecx
	cmovleq	%r8, %rcx
	movq	-48(%rsp), %rax
	imulq	%rax, %rcx
	movq	%rcx, 40(%rsp)
	cmpq	$2, %r8
	movl	$2, %ecx
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 32(%rsp)
	cmpq	$3, %r8
	movl	$3, %ecx
	movq	%r8, (%rsp)
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 24(%rsp)
	movq	%rdx, %rax
	movq	-96(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-104(%rsp), %r8
	leaq	(%r8,%rax,4), %r10
	movq	%rdx, -8(%rsp)
	notq	%rdx
	addq	%rdi, %rdx
	testq	%rdx, %rdx
	movl	$1, %r8d
	cmovleq	%rdx, %r8
	cmpq	$2, %rdx
	movl	$2, %edi
	cmovlq	%rdx, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rdx
	movq	%r8, -32(%rsp)
	movq	%r8, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rdi, -24(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movq	%rdx, -16(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	movq	%r10, -56(%rsp)
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -80(%rsp)
	movl	$32, %r14d
	xorl	%eax, %eax
	xorl	%r10d, %r10d
	.p2align	4
.LBB2_6:
	cmpq	%r14, %r9
	movq	%r14, 64(%rsp)
	cmovlq	%r9, %r14
	leaq	32(%rax), %r11
	cmpq	%r9, %r11
	movq	%r9, %rdi
	cmovlq	%r11, %rdi
	movq	%rax, %rcx
	imulq	160(%rsp), %rcx
	movq	-112(%rsp), %r8
	vmovups	(%r8,%rcx,4), %zmm0
	leaq	(%r8,%rcx,4), %rcx
	vmovups	-64(%rcx,%rsi,4), %zmm8
	movq	%rax, %rcx
	imulq	-120(%rsp), %rcx
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm1
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm2
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm9
	movq	-80(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm10
	movq	%rax, %rcx
	orq	$1, %rcx
	vmulps	%zmm1, %zmm0, %zmm7
	vmulps	%zmm1, %zmm8, %zmm6
	vmulps	%zmm2, %zmm0, %zmm5
	vmulps	%zmm2, %zmm8, %zmm4
	vmulps	%zmm9, %zmm0, %zmm3
	vmulps	%zmm9, %zmm8, %zmm2
	vmulps	%zmm10, %zmm0, %zmm1
	vmulps	%zmm10, %zmm8, %zmm0
	cmpq	%rdi, %rcx
	movq	%r10, 80(%rsp)
	movq	%r11, 72(%rsp)
	jge	.LBB2_12
	testb	$1, %r14b
	jne	.LBB2_9
	movq	%rcx, %rdi
	imulq	160(%rsp), %rdi
	movq	-112(%rsp), %r9
	leaq	(%r9,%rdi,4), %r8
	imulq	-120(%rsp), %rcx
	vmovups	(%r9,%rdi,4), %zmm8
	vmovups	-64(%r8,%rsi,4), %zmm9
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm10
	vmulps	%zmm10, %zmm8, %zmm11
	vmulps	%zmm10, %zmm9, %zmm10
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm12
	vmulps	%zmm12, %zmm8, %zmm13
	vmulps	%zmm12, %zmm9, %zmm12
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm14
	vmulps	%zmm14, %zmm8, %zmm15
	vmulps	%zmm14, %zmm9, %zmm14
	movq	-80(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %zmm16
	vmulps	%zmm16, %zmm8, %zmm8
	vmulps	%zmm16, %zmm9, %zmm9
	vaddps	%zmm11, %zmm7, %zmm7
	vaddps	%zmm10, %zmm6, %zmm6
	vaddps	%zmm13, %zmm5, %zmm5
	vaddps	%zmm12, %zmm4, %zmm4
	vaddps	%zmm15, %zmm3, %zmm3
	vaddps	%zmm14, %zmm2, %zmm2
	vaddps	%zmm8, %zmm1, %zmm1
	vaddps	%zmm9, %zmm0, %zmm0
	orq	$2, %rax
	movq	%rax, %rcx
.LBB2_9:
	movq	%r10, %rax
	shlq	$5, %rax
	movq	%r14, %rdi
	subq	%rax, %rdi
	cmpq	$2, %rdi
	movq	56(%rsp), %rdx
	movq	48(%rsp), %r11
	je	.LBB2_12
	leaq	1(%rcx), %r8
	movq	16(%rsp), %r10
	movq	%r10, %rax
	imulq	%r8, %rax
	movq	8(%rsp), %r15
	imulq	%r15, %r8
	movq	-112(%rsp), %rdi
	addq	%rdi, %r8
	imulq	%rcx, %r10
	imulq	%rcx, %r15
	addq	%rdi, %r15
	movq	40(%rsp), %rdi
	leaq	(%rdi,%r10), %r9
	movq	%r9, 96(%rsp)
	movq	32(%rsp), %r12
	leaq	(%r12,%r10), %r9
	movq	%r9, 88(%rsp)
	movq	24(%rsp), %r13
	leaq	(%r13,%r10), %rbp
	addq	%rax, %rdi
	addq	%rax, %r12
	addq	%rax, %r13
	subq	%r14, %rcx
	movq	-128(%rsp), %r14
	.p2align	4
.LBB2_11:
	vmovups	(%r15), %zmm8
	vmovups	-64(%r15,%rsi,4), %zmm9
	vbroadcastss	(%r14,%r10), %zmm10
	vmulps	%zmm10, %zmm8, %zmm11
	vaddps	%zmm11, %zmm7, %zmm7
	vmulps	%zmm10, %zmm9, %zmm10
	vaddps	%zmm10, %zmm6, %zmm6
	movq	96(%rsp), %r9
	vbroadcastss	(%r14,%r9), %zmm10
	vmulps	%zmm10, %zmm8, %zmm11
	vaddps	%zmm11, %zmm5, %zmm5
	vmulps	%zmm10, %zmm9, %zmm10
	vaddps	%zmm10, %zmm4, %zmm4
	movq	88(%rsp), %r9
	vbroadcastss	(%r14,%r9), %zmm10
	vmulps	%zmm10, %zmm8, %zmm11
	vaddps	%zmm11, %zmm3, %zmm3
	vmulps	%zmm10, %zmm9, %zmm10
	vaddps	%zmm10, %zmm2, %zmm2
	vbroadcastss	(%r14,%rbp), %zmm10
	vmulps	%zmm10, %zmm8, %zmm8
	vaddps	%zmm8, %zmm1, %zmm1
	vmulps	%zmm10, %zmm9, %zmm8
	vaddps	%zmm8, %zmm0, %zmm0
	vmovups	(%r8), %zmm8
	vmovups	-64(%r8,%rsi,4), %zmm9
	vbroadcastss	(%r14,%rax), %zmm10
	vmulps	%zmm10, %zmm8, %zmm11
	vaddps	%zmm11, %zmm7, %zmm7
	vmulps	%zmm10, %zmm9, %zmm10
	vaddps	%zmm10, %zmm6, %zmm6
	vbroadcastss	(%r14,%rdi), %zmm10
	vmulps	%zmm10, %zmm8, %zmm11
	vaddps	%zmm11, %zmm5, %zmm5
	vmulps	%zmm10, %zmm9, %zmm10
	vaddps	%zmm10, %zmm4, %zmm4
	vbroadcastss	(%r14,%r12), %zmm10
	vmulps	%zmm10, %zmm8, %zmm11
	vaddps	%zmm11, %zmm3, %zmm3
	vmulps	%zmm10, %zmm9, %zmm10
	vaddps	%zmm10, %zmm2, %zmm2
	vbroadcastss	(%r14,%r13), %zmm10
	vmulps	%zmm10, %zmm8, %zmm8
	vaddps	%zmm8, %zmm1, %zmm1
	vmulps	%zmm10, %zmm9, %zmm8
	vaddps	%zmm8, %zmm0, %zmm0
	addq	%rdx, %r14
	addq	%r11, %r8
	addq	%r11, %r15
	addq	$2, %rcx
	jne	.LBB2_11
.LBB2_12:
	movq	$-2, %rax
	movq	80(%rsp), %r10
	subq	%r10, %rax
	movq	184(%rsp), %r9
	movq	72(%rsp), %rdx
	cmpq	%r9, %rdx
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r10, %rax
	je	.LBB2_13
	movq	-88(%rsp), %rdi
	.p2align	4
.LBB2_15:
	tzcntq	%rax, %rcx
	shll	$9, %ecx
	vaddps	(%rbx,%rcx), %zmm7, %zmm7
	vaddps	64(%rbx,%rcx), %zmm6, %zmm6
	vaddps	128(%rbx,%rcx), %zmm5, %zmm5
	vaddps	192(%rbx,%rcx), %zmm4, %zmm4
	vaddps	256(%rbx,%rcx), %zmm3, %zmm3
	vaddps	320(%rbx,%rcx), %zmm2, %zmm2
	vaddps	384(%rbx,%rcx), %zmm1, %zmm1
	vaddps	448(%rbx,%rcx), %zmm0, %zmm0
	blsrq	%rax, %rax
	jne	.LBB2_15
	cmpq	%r9, %rdx
	jl	.LBB2_17
	jmp	.LBB2_18
	.p2align	4
.LBB2_13:
	movq	-88(%rsp), %rdi
	cmpq	%r9, %rdx
	jge	.LBB2_18
.LBB2_17:
	incq	%r10
	tzcntq	%r10, %rax
	shll	$9, %eax
	vmovups	%zmm7, (%rbx,%rax)
	vmovups	%zmm6, 64(%rbx,%rax)
	vmovups	%zmm5, 128(%rbx,%rax)
	vmovups	%zmm4, 192(%rbx,%rax)
	vmovups	%zmm3, 256(%rbx,%rax)
	vmovups	%zmm2, 320(%rbx,%rax)
	vmovups	%zmm1, 384(%rbx,%rax)
	vmovups	%zmm0, 448(%rbx,%rax)
	movq	64(%rsp), %r14
	addq	$32, %r14
	movq	%rdx, %rax
	jmp	.LBB2_6
.LBB2_2:
	leaq	-1(%rdi), %rax
	leaq	-64(,%rsi,4), %rcx
	leaq	-64(%r12,%rsi,4), %rdx
	movq	%r15, %rsi
	shlq	$4, %rsi
	shlq	$2, %r15
	xorl	%r14d, %r14d
	vxorps	%xmm0, %xmm0, %xmm0
	xorl	%r8d, %r8d
	.p2align	4
.LBB2_3:
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r15, %r9
	cmpq	$2, %rax
	movl	$2, %r10d
	cmovlq	%rax, %r10
	imulq	%r15, %r10
	testq	%rax, %rax
	movl	$1, %r11d
	cmovleq	%rax, %r11
	imulq	%r15, %r11
	leaq	(%r12,%r14), %rbx
	vmovups	%zmm0, (%r12,%r14)
	vmovups	%zmm0, (%rdx,%r14)
	vmovups	%zmm0, (%r11,%rbx)
	addq	%rcx, %r11
	vmovups	%zmm0, (%rbx,%r11)
	vmovups	%zmm0, (%r10,%rbx)
	addq	%rcx, %r10
	vmovups	%zmm0, (%rbx,%r10)
	vmovups	%zmm0, (%r9,%rbx)
	addq	%rcx, %r9
	vmovups	%zmm0, (%rbx,%r9)
	addq	$4, %r8
	addq	$-4, %rax
	addq	%rsi, %r14
	cmpq	%rdi, %r8
	jl	.LBB2_3
.LBB2_19:
	addq	$104, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end2:
	.size	product_4_2_16, .Lfunc_end2-product_4_2_16

	.p2align	4
	.type	product_8_1_16,@function
product_8_1_16:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$160, %rsp
	movq	248(%rsp), %rax
	movq	216(%rsp), %r10
	movq	%rsi, 32(%rsp)
	leaq	-64(%r9,%rsi,4), %rsi
	leaq	-1(%rdi), %r9
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 24(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%r10, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 136(%rsp)
	movq	%rdx, 8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -96(%rsp)
	movq	%rdi, %rbx
	leaq	(,%r10,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%rsi, 128(%rsp)
	leaq	(%rsi,%r10,4), %rdx
	movq	%rdx, (%rsp)
	movq	%rcx, 16(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -8(%rsp)
	xorl	%edx, %edx
	movq	%rdi, -40(%rsp)
	jmp	.LBB3_1
	.p2align	4
.LBB3_12:
	movq	-40(%rsp), %rbx
	movq	-24(%rsp), %r9
	movq	48(%rsp), %rdx
	movq	-32(%rsp), %rsi
	movq	40(%rsp), %rbp
.LBB3_3:
	movq	32(%rsp), %rcx
	vmovups	%zmm0, -64(%rdx,%rcx,4)
	movq	88(%rsp), %rdx
	vmovups	%zmm1, -64(%rdx,%rcx,4)
	vmovups	%zmm2, -64(%rsi,%rcx,4)
	movq	80(%rsp), %rdx
	vmovups	%zmm3, -64(%rdx,%rcx,4)
	vmovups	%zmm4, -64(%rbp,%rcx,4)
	movq	72(%rsp), %rdx
	vmovups	%zmm5, -64(%rdx,%rcx,4)
	movq	64(%rsp), %rdx
	vmovups	%zmm6, -64(%rdx,%rcx,4)
	movq	56(%rsp), %rdx
	vmovups	%zmm7, -64(%rdx,%rcx,4)
	movq	-16(%rsp), %rdx
	addq	$8, %rdx
	addq	$-8, %r9
	movq	-96(%rsp), %rcx
	addq	24(%rsp), %rcx
	movq	%rcx, -96(%rsp)
	cmpq	%rbx, %rdx
	jge	.LBB3_4
.LBB3_1:
	movq	%rdx, -16(%rsp)
	testq	%r9, %r9
	movl	$1, %r12d
	cmovleq	%r9, %r12
	cmpq	$2, %r9
	movl	$2, %ecx
	cmovlq	%r9, %rcx
	movl	$3, %edi
	cmovleq	%r9, %rdi
	cmpq	$4, %r9
	movl	$4, %esi
	cmovlq	%r9, %rsi
	movl	$5, %r14d
	cmovleq	%r9, %r14
	cmpq	$6, %r9
	movl	$6, %r11d
	cmovlq	%r9, %r11
	movl	$7, %r15d
	movq	%r9, -24(%rsp)
	cmovleq	%r9, %r15
	movq	%rdx, %r8
	notq	%r8
	addq	%rbx, %r8
	testq	%r8, %r8
	movl	$1, %r9d
	cmovleq	%r8, %r9
	movq	%r9, -120(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movq	%r9, -112(%rsp)
	movl	$3, %ebp
	cmovleq	%r8, %rbp
	cmpq	$4, %r8
	movl	$4, %r13d
	cmovlq	%r8, %r13
	movl	$5, %ebx
	cmovleq	%r8, %rbx
	cmpq	$6, %r8
	movl	$6, %r10d
	cmovlq	%r8, %r10
	movl	$7, %r9d
	cmovgq	%r9, %r8
	movq	%rdx, -128(%rsp)
	movq	232(%rsp), %rdx
	movq	-128(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -48(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -56(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdx, %rbp
	movq	%rbp, -64(%rsp)
	movq	%r13, -72(%rsp)
	imulq	%rdx, %r13
	movq	%rbx, -80(%rsp)
	imulq	%rdx, %rbx
	movq	%r10, -88(%rsp)
	imulq	%rdx, %r10
	movq	%r8, %r9
	imulq	%rdx, %r9
	movq	224(%rsp), %rdx
	movq	-128(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rdx
	movq	-48(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 88(%rsp)
	movq	-56(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, -32(%rsp)
	movq	-64(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 80(%rsp)
	leaq	(%rdx,%r13,4), %rbp
	movq	240(%rsp), %r13
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rbx, 72(%rsp)
	leaq	(%rdx,%r10,4), %r10
	movq	%r10, 64(%rsp)
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, 56(%rsp)
	testq	%r13, %r13
	jle	.LBB3_2
	movq	%rbp, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-8(%rsp), %rdx
	imulq	%rdx, %r12
	imulq	%rdx, %rcx
	imulq	%rdx, %rdi
	imulq	%rdx, %rsi
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %r15
	movq	-16(%rsp), %r9
	movq	16(%rsp), %rdx
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -120(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -112(%rsp)
	movq	-104(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%rdx, %rbp
	movq	-80(%rsp), %rbx
	imulq	%rdx, %rbx
	movq	-88(%rsp), %r10
	imulq	%rdx, %r10
	imulq	%rdx, %r8
	movq	8(%rsp), %rdx
	movq	-128(%rsp), %r9
	leaq	(%rdx,%r9,4), %rdx
	movq	-120(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -56(%rsp)
	movq	-112(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -64(%rsp)
	movq	-104(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -72(%rsp)
	leaq	(%rdx,%rbp,4), %r9
	movq	%r9, -80(%rsp)
	leaq	(%rdx,%rbx,4), %r9
	movq	%r9, -88(%rsp)
	leaq	(%rdx,%r10,4), %r9
	movq	%r9, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r9d
	movq	$-1, %rbp
	movq	(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-96(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	xorl	%edx, %edx
	movq	$0, -112(%rsp)
	.p2align	4
.LBB3_6:
	movq	%rdx, %r8
	cmpq	%r9, %r13
	movq	%r9, -104(%rsp)
	cmovlq	%r13, %r9
	addq	$32, %rdx
	cmpq	%r13, %rdx
	cmovlq	%rdx, %r13
	movq	%r8, %rbx
	imulq	216(%rsp), %rbx
	movq	128(%rsp), %r10
	vmovups	(%r10,%rbx,4), %zmm7
	movq	%r8, %rbx
	imulq	136(%rsp), %r8
	movq	-48(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm0
	movq	-56(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm1
	movq	-64(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm2
	movq	-72(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm3
	movq	-80(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm4
	movq	-88(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm5
	movq	152(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm6
	movq	144(%rsp), %r10
	vmulps	(%r10,%r8,4){1to16}, %zmm7, %zmm7
	orq	$1, %rbx
	cmpq	%r13, %rbx
	jge	.LBB3_9
	negq	%r9
	movq	-128(%rsp), %r13
	movq	-120(%rsp), %rbx
	movq	104(%rsp), %r8
	movq	96(%rsp), %r10
	.p2align	4
.LBB3_8:
	vmovups	(%r13), %zmm8
	vmulps	(%rbx){1to16}, %zmm8, %zmm9
	vaddps	%zmm9, %zmm0, %zmm0
	vmulps	(%rbx,%r12){1to16}, %zmm8, %zmm9
	vaddps	%zmm9, %zmm1, %zmm1
	vmulps	(%rbx,%rcx){1to16}, %zmm8, %zmm9
	vaddps	%zmm9, %zmm2, %zmm2
	vmulps	(%rbx,%rdi){1to16}, %zmm8, %zmm9
	vaddps	%zmm9, %zmm3, %zmm3
	vmulps	(%rbx,%rsi){1to16}, %zmm8, %zmm9
	vaddps	%zmm9, %zmm4, %zmm4
	vmulps	(%rbx,%r14){1to16}, %zmm8, %zmm9
	vaddps	%zmm9, %zmm5, %zmm5
	vmulps	(%rbx,%r11){1to16}, %zmm8, %zmm9
	vaddps	%zmm9, %zmm6, %zmm6
	vmulps	(%rbx,%r15){1to16}, %zmm8, %zmm8
	vaddps	%zmm8, %zmm7, %zmm7
	addq	%r8, %rbx
	addq	%r10, %r13
	incq	%r9
	cmpq	%r9, %rbp
	jne	.LBB3_8
.LBB3_9:
	movq	$-2, %r9
	movq	-112(%rsp), %r10
	subq	%r10, %r9
	movq	240(%rsp), %r13
	cmpq	%r13, %rdx
	movq	$-1, %r8
	cmovgeq	%r8, %r9
	andq	%r10, %r9
	je	.LBB3_11
	.p2align	4
.LBB3_10:
	tzcntq	%r9, %r8
	shll	$9, %r8d
	vaddps	(%rax,%r8), %zmm0, %zmm0
	vaddps	64(%rax,%r8), %zmm1, %zmm1
	vaddps	128(%rax,%r8), %zmm2, %zmm2
	vaddps	192(%rax,%r8), %zmm3, %zmm3
	vaddps	256(%rax,%r8), %zmm4, %zmm4
	vaddps	320(%rax,%r8), %zmm5, %zmm5
	vaddps	384(%rax,%r8), %zmm6, %zmm6
	vaddps	448(%rax,%r8), %zmm7, %zmm7
	blsrq	%r9, %r9
	jne	.LBB3_10
.LBB3_11:
	cmpq	%r13, %rdx
	jge	.LBB3_12
	incq	%r10
	movq	%r10, -112(%rsp)
	tzcntq	%r10, %r8
	shll	$9, %r8d
	vmovups	%zmm0, (%rax,%r8)
	vmovups	%zmm1, 64(%rax,%r8)
	vmovups	%zmm2, 128(%rax,%r8)
	vmovups	%zmm3, 192(%rax,%r8)
	vmovups	%zmm4, 256(%rax,%r8)
	vmovups	%zmm5, 320(%rax,%r8)
	vmovups	%zmm6, 384(%rax,%r8)
	vmovups	%zmm7, 448(%rax,%r8)
	movq	-104(%rsp), %r9
	addq	$32, %r9
	addq	$-32, %rbp
	movq	-120(%rsp), %r8
	addq	120(%rsp), %r8
	movq	%r8, -120(%rsp)
	movq	-128(%rsp), %r8
	addq	112(%rsp), %r8
	movq	%r8, -128(%rsp)
	jmp	.LBB3_6
	.p2align	4
.LBB3_2:
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm7, %xmm7, %xmm7
	movq	-24(%rsp), %r9
	movq	-40(%rsp), %rbx
	movq	-32(%rsp), %rsi
	jmp	.LBB3_3
.LBB3_4:
	addq	$160, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end3:
	.size	product_8_1_16, .Lfunc_end3-product_8_1_16

	.p2align	4
	.type	product_4_1_16,@function
product_4_1_16:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$112, %rsp
	movq	%r8, -112(%rsp)
	movq	%rcx, -88(%rsp)
	movq	%rdx, -96(%rsp)
	movq	%rsi, -128(%rsp)
	testq	%rdi, %rdi
	je	.LBB4_17
	movq	192(%rsp), %r8
	movq	184(%rsp), %r10
	movq	176(%rsp), %rsi
	testq	%r8, %r8
	movq	%rdi, -80(%rsp)
	jle	.LBB4_2
	movq	200(%rsp), %rbx
	movq	168(%rsp), %rdx
	movq	-128(%rsp), %rax
	addq	$-16, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -104(%rsp)
	leaq	-1(%rdi), %rsi
	movq	-112(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 24(%rsp)
	movq	-88(%rsp), %rcx
	movq	%rcx, %r9
	shlq	$4, %r9
	movq	%r9, -32(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 64(%rsp)
	movq	%rsi, %rax
	leaq	(,%rdx,4), %rsi
	movq	%rsi, 16(%rsp)
	leaq	(,%rdx,8), %rdx
	movq	%rdx, 56(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -40(%rsp)
	xorl	%esi, %esi
	movq	-96(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	jmp	.LBB4_5
	.p2align	4
.LBB4_16:
	movq	(%rsp), %rsi
	movq	%rsi, %rax
	movq	184(%rsp), %rcx
	imulq	%rcx, %rax
	movq	176(%rsp), %rdx
	leaq	(%rdx,%rax,4), %rax
	movq	-16(%rsp), %r9
	imulq	%rcx, %r9
	movq	-24(%rsp), %r10
	imulq	%rcx, %r10
	movq	-8(%rsp), %rdi
	imulq	%rcx, %rdi
	movq	-128(%rsp), %rdx
	leaq	(%rax,%rdx,4), %rcx
	vmovups	%zmm2, -64(%rax,%rdx,4)
	vmovups	%zmm3, -64(%rcx,%r9,4)
	vmovups	%zmm0, -64(%rcx,%r10,4)
	vmovups	%zmm1, -64(%rcx,%rdi,4)
	addq	$4, %rsi
	movq	8(%rsp), %rax
	addq	$-4, %rax
	movq	-120(%rsp), %rcx
	addq	-32(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	movq	-80(%rsp), %rdi
	cmpq	%rdi, %rsi
	jge	.LBB4_17
.LBB4_5:
	testq	%rax, %rax
	movl	$1, %edx
	cmovleq	%rax, %rdx
	movq	-40(%rsp), %rcx
	imulq	%rcx, %rdx
	movq	%rdx, 48(%rsp)
	cmpq	$2, %rax
	movl	$2, %edx
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 40(%rsp)
	cmpq	$3, %rax
	movl	$3, %edx
	movq	%rax, 8(%rsp)
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 32(%rsp)
	movq	%rsi, %rax
	movq	-88(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-96(%rsp), %rdx
	leaq	(%rdx,%rax,4), %r9
	movq	%rsi, (%rsp)
	notq	%rsi
	addq	%rdi, %rsi
	testq	%rsi, %rsi
	movl	$1, %edx
	cmovleq	%rsi, %rdx
	cmpq	$2, %rsi
	movl	$2, %edi
	cmovlq	%rsi, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rsi
	movq	%rdx, -16(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -56(%rsp)
	movq	%rdi, -24(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rsi, -8(%rsp)
	movq	%rsi, %rax
	imulq	%rcx, %rax
	movq	%r9, -48(%rsp)
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movl	$32, %edx
	xorl	%eax, %eax
	xorl	%r9d, %r9d
	.p2align	4
.LBB4_6:
	cmpq	%rdx, %r8
	movq	%rdx, 72(%rsp)
	cmovlq	%r8, %rdx
	leaq	32(%rax), %r10
	cmpq	%r8, %r10
	movq	%r8, %rcx
	cmovlq	%r10, %rcx
	movq	%rax, %rsi
	imulq	168(%rsp), %rsi
	movq	-104(%rsp), %r8
	vmovups	(%r8,%rsi,4), %zmm1
	movq	%rax, %rsi
	imulq	-112(%rsp), %rsi
	movq	-48(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to16}, %zmm1, %zmm2
	movq	-56(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to16}, %zmm1, %zmm3
	movq	-64(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to16}, %zmm1, %zmm0
	movq	-72(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to16}, %zmm1, %zmm1
	movq	%rax, %r12
	orq	$1, %r12
	cmpq	%rcx, %r12
	movq	%r9, 88(%rsp)
	movq	%r10, 80(%rsp)
	jge	.LBB4_12
	testb	$1, %dl
	jne	.LBB4_9
	movq	%r12, %rcx
	imulq	168(%rsp), %rcx
	imulq	-112(%rsp), %r12
	movq	-104(%rsp), %rsi
	vmovups	(%rsi,%rcx,4), %zmm4
	movq	-48(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to16}, %zmm4, %zmm5
	movq	-56(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to16}, %zmm4, %zmm6
	movq	-64(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to16}, %zmm4, %zmm7
	movq	-72(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to16}, %zmm4, %zmm4
	vaddps	%zmm5, %zmm2, %zmm2
	vaddps	%zmm6, %zmm3, %zmm3
	vaddps	%zmm7, %zmm0, %zmm0
	vaddps	%zmm4, %zmm1, %zmm1
	orq	$2, %rax
	movq	%rax, %r12
.LBB4_9:
	movq	%r9, %rax
	shlq	$5, %rax
	movq	%rdx, %rcx
	subq	%rax, %rcx
	cmpq	$2, %rcx
	movq	64(%rsp), %rdi
	movq	56(%rsp), %rcx
	je	.LBB4_12
	leaq	1(%r12), %r9
	movq	24(%rsp), %r15
	movq	%r15, %r8
	imulq	%r9, %r8
	movq	16(%rsp), %rsi
	imulq	%rsi, %r9
	imulq	%r12, %r15
	imulq	%r12, %rsi
	movq	48(%rsp), %r10
	leaq	(%r10,%r15), %rax
	movq	%rax, 104(%rsp)
	movq	40(%rsp), %r14
	leaq	(%r14,%r15), %rax
	movq	%rax, 96(%rsp)
	movq	32(%rsp), %rax
	leaq	(%rax,%r15), %r11
	leaq	(%r10,%r8), %rbp
	leaq	(%r14,%r8), %r13
	leaq	(%rax,%r8), %r10
	subq	%rdx, %r12
	movq	-104(%rsp), %rdx
	movq	-120(%rsp), %r14
	.p2align	4
.LBB4_11:
	vmovups	(%rdx,%rsi), %zmm4
	vmulps	(%r14,%r15){1to16}, %zmm4, %zmm5
	movq	104(%rsp), %rax
	vmulps	(%r14,%rax){1to16}, %zmm4, %zmm6
	vaddps	%zmm5, %zmm2, %zmm2
	vaddps	%zmm6, %zmm3, %zmm3
	movq	96(%rsp), %rax
	vmulps	(%r14,%rax){1to16}, %zmm4, %zmm5
	vmulps	(%r14,%r11){1to16}, %zmm4, %zmm4
	vaddps	%zmm5, %zmm0, %zmm0
	vaddps	%zmm4, %zmm1, %zmm1
	vmovups	(%rdx,%r9), %zmm4
	vmulps	(%r14,%r8){1to16}, %zmm4, %zmm5
	vaddps	%zmm5, %zmm2, %zmm2
	vmulps	(%r14,%rbp){1to16}, %zmm4, %zmm5
	vaddps	%zmm5, %zmm3, %zmm3
	vmulps	(%r14,%r13){1to16}, %zmm4, %zmm5
	vaddps	%zmm5, %zmm0, %zmm0
	vmulps	(%r14,%r10){1to16}, %zmm4, %zmm4
	vaddps	%zmm4, %zmm1, %zmm1
	addq	%rdi, %r14
	addq	%rcx, %rdx
	addq	$2, %r12
	jne	.LBB4_11
.LBB4_12:
	movq	$-2, %rax
	movq	88(%rsp), %r9
	subq	%r9, %rax
	movq	192(%rsp), %r8
	movq	80(%rsp), %rsi
	cmpq	%r8, %rsi
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r9, %rax
	je	.LBB4_14
	.p2align	4
.LBB4_13:
	tzcntq	%rax, %rcx
	shll	$8, %ecx
	vaddps	(%rbx,%rcx), %zmm2, %zmm2
	vaddps	64(%rbx,%rcx), %zmm3, %zmm3
	vaddps	128(%rbx,%rcx), %zmm0, %zmm0
	vaddps	192(%rbx,%rcx), %zmm1, %zmm1
	blsrq	%rax, %rax
	jne	.LBB4_13
.LBB4_14:
	cmpq	%r8, %rsi
	jge	.LBB4_16
	incq	%r9
	tzcntq	%r9, %rax
	shll	$8, %eax
	vmovups	%zmm2, (%rbx,%rax)
	vmovups	%zmm3, 64(%rbx,%rax)
	vmovups	%zmm0, 128(%rbx,%rax)
	vmovups	%zmm1, 192(%rbx,%rax)
	movq	72(%rsp), %rdx
	addq	$32, %rdx
	movq	%rsi, %rax
	jmp	.LBB4_6
.LBB4_2:
	leaq	-1(%rdi), %rax
	movq	%r10, %rcx
	shlq	$4, %rcx
	movq	-128(%rsp), %rdx
	leaq	-64(%rsi,%rdx,4), %rdx
	shlq	$2, %r10
	xorl	%esi, %esi
	vxorps	%xmm0, %xmm0, %xmm0
	.p2align	4
.LBB4_3:
	testq	%rax, %rax
	movl	$1, %edi
	cmovleq	%rax, %rdi
	imulq	%r10, %rdi
	cmpq	$2, %rax
	movl	$2, %r8d
	cmovlq	%rax, %r8
	imulq	%r10, %r8
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r10, %r9
	vmovups	%zmm0, (%rdx)
	vmovups	%zmm0, (%rdx,%rdi)
	vmovups	%zmm0, (%rdx,%r8)
	vmovups	%zmm0, (%rdx,%r9)
	addq	$4, %rsi
	addq	$-4, %rax
	addq	%rcx, %rdx
	cmpq	-80(%rsp), %rsi
	jl	.LBB4_3
.LBB4_17:
	addq	$112, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end4:
	.size	product_4_1_16, .Lfunc_end4-product_4_1_16

	.p2align	4
	.type	product_8_2_8,@function
product_8_2_8:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$168, %rsp
	movq	%rsi, -40(%rsp)
	movq	256(%rsp), %rax
	movq	224(%rsp), %rsi
	leaq	-1(%rdi), %r10
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 8(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%rsi, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 128(%rsp)
	movq	%rdx, -8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -88(%rsp)
	leaq	(,%rsi,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%r9, 136(%rsp)
	leaq	(%r9,%rsi,4), %rdx
	movq	%rdx, -16(%rsp)
	movq	%rcx, (%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -24(%rsp)
	xorl	%edx, %edx
	movq	%rdi, 16(%rsp)
	jmp	.LBB5_1
	.p2align	4
.LBB5_12:
	movq	48(%rsp), %rdx
	movq	40(%rsp), %rbx
	movq	32(%rsp), %rsi
	movq	24(%rsp), %rbp
.LBB5_3:
	movq	56(%rsp), %rcx
	vmovups	%ymm0, (%rcx)
	vmovups	%ymm1, -32(%rcx,%rdi,4)
	movq	64(%rsp), %rcx
	vmovups	%ymm2, (%rcx)
	vmovups	%ymm3, -32(%rcx,%rdi,4)
	movq	72(%rsp), %rcx
	vmovups	%ymm4, (%rcx)
	vmovups	%ymm5, -32(%rcx,%rdi,4)
	movq	80(%rsp), %rcx
	vmovups	%ymm6, (%rcx)
	vmovups	%ymm7, -32(%rcx,%rdi,4)
	vmovups	%ymm8, (%rbp)
	vmovups	%ymm9, -32(%rbp,%rdi,4)
	vmovups	%ymm10, (%rsi)
	vmovups	%ymm11, -32(%rsi,%rdi,4)
	vmovups	%ymm12, (%rbx)
	vmovups	%ymm13, -32(%rbx,%rdi,4)
	vmovups	%ymm14, (%rdx)
	vmovups	%ymm15, -32(%rdx,%rdi,4)
	movq	-32(%rsp), %rdx
	addq	$8, %rdx
	movq	88(%rsp), %r10
	addq	$-8, %r10
	movq	-88(%rsp), %rcx
	addq	8(%rsp), %rcx
	movq	%rcx, -88(%rsp)
	movq	16(%rsp), %rdi
	cmpq	%rdi, %rdx
	jge	.LBB5_4
.LBB5_1:
	movq	%rdx, -32(%rsp)
	testq	%r10, %r10
	movl	$1, %esi
	cmovleq	%r10, %rsi
	cmpq	$2, %r10
	movl	$2, %r12d
	cmovlq	%r10, %r12
	movl	$3, %r14d
	cmovleq	%r10, %r14
	cmpq	$4, %r10
	movl	$4, %r11d
	cmovlq	%r10, %r11
	movl	$5, %ecx
	cmovleq	%r10, %rcx
	cmpq	$6, %r10
	movl	$6, %r15d
	cmovlq	%r10, %r15
	movl	$7, %r13d
	movq	%r10, 88(%rsp)
	cmovleq	%r10, %r13
	movq	%rdx, %r8
	notq	%r8
	addq	%rdi, %r8
	testq	%r8, %r8
	movl	$1, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -96(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movl	$3, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -128(%rsp)
	cmpq	$4, %r8
	movl	$4, %ebp
	cmovlq	%r8, %rbp
	movl	$5, %r10d
	cmovleq	%r8, %r10
	cmpq	$6, %r8
	movl	$6, %ebx
	cmovlq	%r8, %rbx
	movl	$7, %edi
	cmovgq	%rdi, %r8
	movq	%rdx, -120(%rsp)
	movq	240(%rsp), %rdi
	movq	-120(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -120(%rsp)
	movq	-96(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -48(%rsp)
	movq	%r9, -112(%rsp)
	imulq	%rdi, %r9
	movq	%r9, -56(%rsp)
	movq	-128(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -64(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdi, %rbp
	movq	%r10, -72(%rsp)
	imulq	%rdi, %r10
	movq	%rbx, -80(%rsp)
	imulq	%rdi, %rbx
	movq	%r8, %r9
	imulq	%rdi, %r9
	movq	232(%rsp), %rdi
	movq	-120(%rsp), %rdx
	leaq	(%rdi,%rdx,4), %rdx
	movq	-48(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 64(%rsp)
	movq	-56(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 72(%rsp)
	movq	-64(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 80(%rsp)
	leaq	(%rdx,%rbp,4), %rbp
	leaq	(%rdx,%r10,4), %rdi
	movq	248(%rsp), %r10
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rdx, 56(%rsp)
	leaq	(%rdx,%r9,4), %rdx
	testq	%r10, %r10
	jle	.LBB5_2
	movq	%rbp, 24(%rsp)
	movq	%rdi, 32(%rsp)
	movq	%rbx, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-24(%rsp), %rdx
	imulq	%rdx, %rsi
	imulq	%rdx, %r12
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %rcx
	imulq	%rdx, %r15
	imulq	%rdx, %r13
	movq	-32(%rsp), %rdx
	movq	(%rsp), %r9
	imulq	%r9, %rdx
	movq	-96(%rsp), %rdi
	imulq	%r9, %rdi
	movq	-112(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -112(%rsp)
	movq	-128(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -128(%rsp)
	movq	-104(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%r9, %rbp
	movq	-80(%rsp), %rbx
	imulq	%r9, %rbx
	imulq	%r9, %r8
	movq	-8(%rsp), %r9
	leaq	(%r9,%rdx,4), %rdx
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -56(%rsp)
	movq	-112(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -64(%rsp)
	movq	-128(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -72(%rsp)
	movq	-104(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -80(%rsp)
	leaq	(%rdx,%rbp,4), %rdi
	movq	%rdi, 160(%rsp)
	leaq	(%rdx,%rbx,4), %rdi
	movq	%rdi, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r8d
	movq	$-1, %rbp
	movq	-16(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	movq	-88(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	xorl	%ebx, %ebx
	movq	$0, -112(%rsp)
	movq	-40(%rsp), %rdi
	.p2align	4
.LBB5_6:
	cmpq	%r8, %r10
	movq	%r8, -96(%rsp)
	cmovlq	%r10, %r8
	leaq	32(%rbx), %rdx
	cmpq	%r10, %rdx
	movq	%rdx, -104(%rsp)
	cmovlq	%rdx, %r10
	movq	%rbx, %rdx
	imulq	224(%rsp), %rdx
	movq	136(%rsp), %r9
	vmovups	(%r9,%rdx,4), %ymm14
	leaq	(%r9,%rdx,4), %rdx
	vmovups	-32(%rdx,%rdi,4), %ymm15
	movq	%rbx, %rdx
	imulq	128(%rsp), %rbx
	movq	-48(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm1
	movq	-56(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm3
	movq	-64(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm5
	movq	-72(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm7
	movq	-80(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm9
	movq	160(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm11
	movq	152(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm13
	movq	144(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %ymm16
	orq	$1, %rdx
	vmulps	%ymm1, %ymm14, %ymm0
	vmulps	%ymm1, %ymm15, %ymm1
	vmulps	%ymm3, %ymm14, %ymm2
	vmulps	%ymm3, %ymm15, %ymm3
	vmulps	%ymm5, %ymm14, %ymm4
	vmulps	%ymm5, %ymm15, %ymm5
	vmulps	%ymm7, %ymm14, %ymm6
	vmulps	%ymm7, %ymm15, %ymm7
	vmulps	%ymm9, %ymm14, %ymm8
	vmulps	%ymm9, %ymm15, %ymm9
	vmulps	%ymm11, %ymm14, %ymm10
	vmulps	%ymm11, %ymm15, %ymm11
	vmulps	%ymm13, %ymm14, %ymm12
	vmulps	%ymm13, %ymm15, %ymm13
	vmulps	%ymm16, %ymm14, %ymm14
	vmulps	%ymm16, %ymm15, %ymm15
	cmpq	%r10, %rdx
	jge	.LBB5_9
	negq	%r8
	movq	-120(%rsp), %r10
	movq	-128(%rsp), %rbx
	movq	104(%rsp), %rdx
	movq	96(%rsp), %r9
	.p2align	4
.LBB5_8:
	vmovups	(%r10), %ymm16
	vmovups	-32(%r10,%rdi,4), %ymm17
	vbroadcastss	(%rbx), %ymm18
	vmulps	%ymm18, %ymm16, %ymm19
	vaddps	%ymm19, %ymm0, %ymm0
	vmulps	%ymm18, %ymm17, %ymm18
	vaddps	%ymm18, %ymm1, %ymm1
	vbroadcastss	(%rbx,%rsi), %ymm18
	vmulps	%ymm18, %ymm16, %ymm19
	vaddps	%ymm19, %ymm2, %ymm2
	vmulps	%ymm18, %ymm17, %ymm18
	vaddps	%ymm18, %ymm3, %ymm3
	vbroadcastss	(%rbx,%r12), %ymm18
	vmulps	%ymm18, %ymm16, %ymm19
	vaddps	%ymm19, %ymm4, %ymm4
	vmulps	%ymm18, %ymm17, %ymm18
	vaddps	%ymm18, %ymm5, %ymm5
	vbroadcastss	(%rbx,%r14), %ymm18
	vmulps	%ymm18, %ymm16, %ymm19
	vaddps	%ymm19, %ymm6, %ymm6
	vmulps	%ymm18, %ymm17, %ymm18
	vaddps	%ymm18, %ymm7, %ymm7
	vbroadcastss	(%rbx,%r11), %ymm18
	vmulps	%ymm18, %ymm16, %ymm19
	vaddps	%ymm19, %ymm8, %ymm8
	vmulps	%ymm18, %ymm17, %ymm18
	vaddps	%ymm18, %ymm9, %ymm9
	vbroadcastss	(%rbx,%rcx), %ymm18
	vmulps	%ymm18, %ymm16, %ymm19
	vaddps	%ymm19, %ymm10, %ymm10
	vmulps	%ymm18, %ymm17, %ymm18
	vaddps	%ymm18, %ymm11, %ymm11
	vbroadcastss	(%rbx,%r15), %ymm18
	vmulps	%ymm18, %ymm16, %ymm19
	vaddps	%ymm19, %ymm12, %ymm12
	vmulps	%ymm18, %ymm17, %ymm18
	vaddps	%ymm18, %ymm13, %ymm13
	vbroadcastss	(%rbx,%r13), %ymm18
	vmulps	%ymm18, %ymm16, %ymm16
	vaddps	%ymm16, %ymm14, %ymm14
	vmulps	%ymm18, %ymm17, %ymm16
	vaddps	%ymm16, %ymm15, %ymm15
	addq	%rdx, %rbx
	addq	%r9, %r10
	incq	%r8
	cmpq	%r8, %rbp
	jne	.LBB5_8
.LBB5_9:
	movq	$-2, %r8
	movq	-112(%rsp), %r9
	subq	%r9, %r8
	movq	248(%rsp), %r10
	movq	-104(%rsp), %rbx
	cmpq	%r10, %rbx
	movq	$-1, %rdx
	cmovgeq	%rdx, %r8
	andq	%r9, %r8
	je	.LBB5_11
	.p2align	4
.LBB5_10:
	tzcntq	%r8, %rdx
	shll	$9, %edx
	vaddps	(%rax,%rdx), %ymm0, %ymm0
	vaddps	32(%rax,%rdx), %ymm1, %ymm1
	vaddps	64(%rax,%rdx), %ymm2, %ymm2
	vaddps	96(%rax,%rdx), %ymm3, %ymm3
	vaddps	128(%rax,%rdx), %ymm4, %ymm4
	vaddps	160(%rax,%rdx), %ymm5, %ymm5
	vaddps	192(%rax,%rdx), %ymm6, %ymm6
	vaddps	224(%rax,%rdx), %ymm7, %ymm7
	vaddps	256(%rax,%rdx), %ymm8, %ymm8
	vaddps	288(%rax,%rdx), %ymm9, %ymm9
	vaddps	320(%rax,%rdx), %ymm10, %ymm10
	vaddps	352(%rax,%rdx), %ymm11, %ymm11
	vaddps	384(%rax,%rdx), %ymm12, %ymm12
	vaddps	416(%rax,%rdx), %ymm13, %ymm13
	vaddps	448(%rax,%rdx), %ymm14, %ymm14
	vaddps	480(%rax,%rdx), %ymm15, %ymm15
	blsrq	%r8, %r8
	jne	.LBB5_10
.LBB5_11:
	cmpq	%r10, %rbx
	jge	.LBB5_12
	incq	%r9
	movq	%r9, -112(%rsp)
	tzcntq	%r9, %rdx
	shll	$9, %edx
	vmovups	%ymm0, (%rax,%rdx)
	vmovups	%ymm1, 32(%rax,%rdx)
	vmovups	%ymm2, 64(%rax,%rdx)
	vmovups	%ymm3, 96(%rax,%rdx)
	vmovups	%ymm4, 128(%rax,%rdx)
	vmovups	%ymm5, 160(%rax,%rdx)
	vmovups	%ymm6, 192(%rax,%rdx)
	vmovups	%ymm7, 224(%rax,%rdx)
	vmovups	%ymm8, 256(%rax,%rdx)
	vmovups	%ymm9, 288(%rax,%rdx)
	vmovups	%ymm10, 320(%rax,%rdx)
	vmovups	%ymm11, 352(%rax,%rdx)
	vmovups	%ymm12, 384(%rax,%rdx)
	vmovups	%ymm13, 416(%rax,%rdx)
	vmovups	%ymm14, 448(%rax,%rdx)
	vmovups	%ymm15, 480(%rax,%rdx)
	movq	-96(%rsp), %r8
	addq	$32, %r8
	addq	$-32, %rbp
	movq	-128(%rsp), %rdx
	addq	120(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-120(%rsp), %rdx
	addq	112(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	jmp	.LBB5_6
	.p2align	4
.LBB5_2:
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm7, %xmm7, %xmm7
	vxorps	%xmm8, %xmm8, %xmm8
	vxorps	%xmm9, %xmm9, %xmm9
	vxorps	%xmm10, %xmm10, %xmm10
	vxorps	%xmm11, %xmm11, %xmm11
	vxorps	%xmm12, %xmm12, %xmm12
	vxorps	%xmm13, %xmm13, %xmm13
	vxorps	%xmm14, %xmm14, %xmm14
	vxorps	%xmm15, %xmm15, %xmm15
	movq	%rdi, %rsi
	movq	-40(%rsp), %rdi
	jmp	.LBB5_3
.LBB5_4:
	addq	$168, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end5:
	.size	product_8_2_8, .Lfunc_end5-product_8_2_8

	.p2align	4
	.type	product_4_2_8,@function
product_4_2_8:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$104, %rsp
	movq	%r9, -112(%rsp)
	movq	%r8, -120(%rsp)
	movq	%rcx, -96(%rsp)
	movq	%rdx, -104(%rsp)
	testq	%rdi, %rdi
	je	.LBB6_19
	movq	184(%rsp), %r9
	movq	176(%rsp), %r15
	movq	168(%rsp), %r12
	testq	%r9, %r9
	jle	.LBB6_2
	movq	192(%rsp), %rbx
	movq	160(%rsp), %rdx
	leaq	-1(%rdi), %r8
	movq	-120(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 16(%rsp)
	movq	-96(%rsp), %rcx
	movq	%rcx, %r10
	shlq	$4, %r10
	movq	%r10, -40(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 56(%rsp)
	leaq	(,%rdx,4), %rax
	movq	%rax, 8(%rsp)
	leaq	(,%rdx,8), %rax
	movq	%rax, 48(%rsp)
	leaq	(,%rcx,4), %rax
	movq	%rax, -48(%rsp)
	xorl	%edx, %edx
	movq	-104(%rsp), %rax
	movq	%rax, -128(%rsp)
	movq	%rdi, -88(%rsp)
	jmp	.LBB6_5
	.p2align	4
.LBB6_18:
	movq	-8(%rsp), %rdx
	movq	%rdx, %rax
	movq	176(%rsp), %r8
	imulq	%r8, %rax
	movq	168(%rsp), %rcx
	vmovups	%ymm7, (%rcx,%rax,4)
	leaq	(%rcx,%rax,4), %rax
	movq	-32(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%ymm6, -32(%rax,%rsi,4)
	vmovups	%ymm5, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovups	%ymm4, -32(%rcx,%rsi,4)
	movq	-24(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%ymm3, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovups	%ymm2, -32(%rcx,%rsi,4)
	movq	-16(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%ymm1, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rax
	vmovups	%ymm0, -32(%rax,%rsi,4)
	addq	$4, %rdx
	movq	(%rsp), %r8
	addq	$-4, %r8
	movq	-128(%rsp), %rax
	addq	-40(%rsp), %rax
	movq	%rax, -128(%rsp)
	cmpq	%rdi, %rdx
	jge	.LBB6_19
.LBB6_5:
	testq	%r8, %r8
	movl	$1, %ecx
	cmovleq	%r8, %rcx
	movq	-48(%rsp), %rax
	imulq	%rax, %rcx
	movq	%rcx, 40(%rsp)
	cmpq	$2, %r8
	movl	$2, %ecx
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 32(%rsp)
	cmpq	$3, %r8
	movl	$3, %ecx
	movq	%r8, (%rsp)
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 24(%rsp)
	movq	%rdx, %rax
	movq	-96(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-104(%rsp), %r8
	leaq	(%r8,%rax,4), %r10
	movq	%rdx, -8(%rsp)
	notq	%rdx
	addq	%rdi, %rdx
	testq	%rdx, %rdx
	movl	$1, %r8d
	cmovleq	%rdx, %r8
	cmpq	$2, %rdx
	movl	$2, %edi
	cmovlq	%rdx, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rdx
	movq	%r8, -32(%rsp)
	movq	%r8, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rdi, -24(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movq	%rdx, -16(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	movq	%r10, -56(%rsp)
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -80(%rsp)
	movl	$32, %r14d
	xorl	%eax, %eax
	xorl	%r10d, %r10d
	.p2align	4
.LBB6_6:
	cmpq	%r14, %r9
	movq	%r14, 64(%rsp)
	cmovlq	%r9, %r14
	leaq	32(%rax), %r11
	cmpq	%r9, %r11
	movq	%r9, %rdi
	cmovlq	%r11, %rdi
	movq	%rax, %rcx
	imulq	160(%rsp), %rcx
	movq	-112(%rsp), %r8
	vmovups	(%r8,%rcx,4), %ymm0
	leaq	(%r8,%rcx,4), %rcx
	vmovups	-32(%rcx,%rsi,4), %ymm8
	movq	%rax, %rcx
	imulq	-120(%rsp), %rcx
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm1
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm2
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm9
	movq	-80(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm10
	movq	%rax, %rcx
	orq	$1, %rcx
	vmulps	%ymm1, %ymm0, %ymm7
	vmulps	%ymm1, %ymm8, %ymm6
	vmulps	%ymm2, %ymm0, %ymm5
	vmulps	%ymm2, %ymm8, %ymm4
	vmulps	%ymm0, %ymm9, %ymm3
	vmulps	%ymm9, %ymm8, %ymm2
	vmulps	%ymm0, %ymm10, %ymm1
	vmulps	%ymm10, %ymm8, %ymm0
	cmpq	%rdi, %rcx
	movq	%r10, 80(%rsp)
	movq	%r11, 72(%rsp)
	jge	.LBB6_12
	testb	$1, %r14b
	jne	.LBB6_9
	movq	%rcx, %rdi
	imulq	160(%rsp), %rdi
	movq	-112(%rsp), %r9
	leaq	(%r9,%rdi,4), %r8
	imulq	-120(%rsp), %rcx
	vmovups	(%r9,%rdi,4), %ymm8
	vmovups	-32(%r8,%rsi,4), %ymm9
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm10
	vmulps	%ymm10, %ymm8, %ymm11
	vmulps	%ymm10, %ymm9, %ymm10
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm12
	vmulps	%ymm12, %ymm8, %ymm13
	vmulps	%ymm12, %ymm9, %ymm12
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm14
	vmulps	%ymm14, %ymm8, %ymm15
	vmulps	%ymm14, %ymm9, %ymm14
	movq	-80(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %ymm16
	vmulps	%ymm16, %ymm8, %ymm8
	vmulps	%ymm16, %ymm9, %ymm9
	vaddps	%ymm7, %ymm11, %ymm7
	vaddps	%ymm6, %ymm10, %ymm6
	vaddps	%ymm5, %ymm13, %ymm5
	vaddps	%ymm4, %ymm12, %ymm4
	vaddps	%ymm3, %ymm15, %ymm3
	vaddps	%ymm2, %ymm14, %ymm2
	vaddps	%ymm1, %ymm8, %ymm1
	vaddps	%ymm0, %ymm9, %ymm0
	orq	$2, %rax
	movq	%rax, %rcx
.LBB6_9:
	movq	%r10, %rax
	shlq	$5, %rax
	movq	%r14, %rdi
	subq	%rax, %rdi
	cmpq	$2, %rdi
	movq	56(%rsp), %rdx
	movq	48(%rsp), %r11
	je	.LBB6_12
	leaq	1(%rcx), %r8
	movq	16(%rsp), %r10
	movq	%r10, %rax
	imulq	%r8, %rax
	movq	8(%rsp), %r15
	imulq	%r15, %r8
	movq	-112(%rsp), %rdi
	addq	%rdi, %r8
	imulq	%rcx, %r10
	imulq	%rcx, %r15
	addq	%rdi, %r15
	movq	40(%rsp), %rdi
	leaq	(%rdi,%r10), %r9
	movq	%r9, 96(%rsp)
	movq	32(%rsp), %r12
	leaq	(%r12,%r10), %r9
	movq	%r9, 88(%rsp)
	movq	24(%rsp), %r13
	leaq	(%r13,%r10), %rbp
	addq	%rax, %rdi
	addq	%rax, %r12
	addq	%rax, %r13
	subq	%r14, %rcx
	movq	-128(%rsp), %r14
	.p2align	4
.LBB6_11:
	vmovups	(%r15), %ymm8
	vmovups	-32(%r15,%rsi,4), %ymm9
	vbroadcastss	(%r14,%r10), %ymm10
	vmulps	%ymm10, %ymm8, %ymm11
	vaddps	%ymm7, %ymm11, %ymm7
	vmulps	%ymm10, %ymm9, %ymm10
	vaddps	%ymm6, %ymm10, %ymm6
	movq	96(%rsp), %r9
	vbroadcastss	(%r14,%r9), %ymm10
	vmulps	%ymm10, %ymm8, %ymm11
	vaddps	%ymm5, %ymm11, %ymm5
	vmulps	%ymm10, %ymm9, %ymm10
	vaddps	%ymm4, %ymm10, %ymm4
	movq	88(%rsp), %r9
	vbroadcastss	(%r14,%r9), %ymm10
	vmulps	%ymm10, %ymm8, %ymm11
	vaddps	%ymm3, %ymm11, %ymm3
	vmulps	%ymm10, %ymm9, %ymm10
	vaddps	%ymm2, %ymm10, %ymm2
	vbroadcastss	(%r14,%rbp), %ymm10
	vmulps	%ymm10, %ymm8, %ymm8
	vaddps	%ymm1, %ymm8, %ymm1
	vmulps	%ymm10, %ymm9, %ymm8
	vaddps	%ymm0, %ymm8, %ymm0
	vmovups	(%r8), %ymm8
	vmovups	-32(%r8,%rsi,4), %ymm9
	vbroadcastss	(%r14,%rax), %ymm10
	vmulps	%ymm10, %ymm8, %ymm11
	vaddps	%ymm7, %ymm11, %ymm7
	vmulps	%ymm10, %ymm9, %ymm10
	vaddps	%ymm6, %ymm10, %ymm6
	vbroadcastss	(%r14,%rdi), %ymm10
	vmulps	%ymm10, %ymm8, %ymm11
	vaddps	%ymm5, %ymm11, %ymm5
	vmulps	%ymm10, %ymm9, %ymm10
	vaddps	%ymm4, %ymm10, %ymm4
	vbroadcastss	(%r14,%r12), %ymm10
	vmulps	%ymm10, %ymm8, %ymm11
	vaddps	%ymm3, %ymm11, %ymm3
	vmulps	%ymm10, %ymm9, %ymm10
	vaddps	%ymm2, %ymm10, %ymm2
	vbroadcastss	(%r14,%r13), %ymm10
	vmulps	%ymm10, %ymm8, %ymm8
	vaddps	%ymm1, %ymm8, %ymm1
	vmulps	%ymm10, %ymm9, %ymm8
	vaddps	%ymm0, %ymm8, %ymm0
	addq	%rdx, %r14
	addq	%r11, %r8
	addq	%r11, %r15
	addq	$2, %rcx
	jne	.LBB6_11
.LBB6_12:
	movq	$-2, %rax
	movq	80(%rsp), %r10
	subq	%r10, %rax
	movq	184(%rsp), %r9
	movq	72(%rsp), %rdx
	cmpq	%r9, %rdx
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r10, %rax
	je	.LBB6_13
	movq	-88(%rsp), %rdi
	.p2align	4
.LBB6_15:
	tzcntq	%rax, %rcx
	shll	$8, %ecx
	vaddps	(%rbx,%rcx), %ymm7, %ymm7
	vaddps	32(%rbx,%rcx), %ymm6, %ymm6
	vaddps	64(%rbx,%rcx), %ymm5, %ymm5
	vaddps	96(%rbx,%rcx), %ymm4, %ymm4
	vaddps	128(%rbx,%rcx), %ymm3, %ymm3
	vaddps	160(%rbx,%rcx), %ymm2, %ymm2
	vaddps	192(%rbx,%rcx), %ymm1, %ymm1
	vaddps	224(%rbx,%rcx), %ymm0, %ymm0
	blsrq	%rax, %rax
	jne	.LBB6_15
	cmpq	%r9, %rdx
	jl	.LBB6_17
	jmp	.LBB6_18
	.p2align	4
.LBB6_13:
	movq	-88(%rsp), %rdi
	cmpq	%r9, %rdx
	jge	.LBB6_18
.LBB6_17:
	incq	%r10
	tzcntq	%r10, %rax
	shll	$8, %eax
	vmovups	%ymm7, (%rbx,%rax)
	vmovups	%ymm6, 32(%rbx,%rax)
	vmovups	%ymm5, 64(%rbx,%rax)
	vmovups	%ymm4, 96(%rbx,%rax)
	vmovups	%ymm3, 128(%rbx,%rax)
	vmovups	%ymm2, 160(%rbx,%rax)
	vmovups	%ymm1, 192(%rbx,%rax)
	vmovups	%ymm0, 224(%rbx,%rax)
	movq	64(%rsp), %r14
	addq	$32, %r14
	movq	%rdx, %rax
	jmp	.LBB6_6
.LBB6_2:
	leaq	-1(%rdi), %rax
	leaq	-32(,%rsi,4), %rcx
	leaq	-32(%r12,%rsi,4), %rdx
	movq	%r15, %rsi
	shlq	$4, %rsi
	shlq	$2, %r15
	xorl	%r14d, %r14d
	vxorps	%xmm0, %xmm0, %xmm0
	xorl	%r8d, %r8d
	.p2align	4
.LBB6_3:
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r15, %r9
	cmpq	$2, %rax
	movl	$2, %r10d
	cmovlq	%rax, %r10
	imulq	%r15, %r10
	testq	%rax, %rax
	movl	$1, %r11d
	cmovleq	%rax, %r11
	imulq	%r15, %r11
	leaq	(%r12,%r14), %rbx
	vmovups	%ymm0, (%r12,%r14)
	vmovups	%ymm0, (%rdx,%r14)
	vmovups	%ymm0, (%r11,%rbx)
	addq	%rcx, %r11
	vmovups	%ymm0, (%rbx,%r11)
	vmovups	%ymm0, (%r10,%rbx)
	addq	%rcx, %r10
	vmovups	%ymm0, (%rbx,%r10)
	vmovups	%ymm0, (%r9,%rbx)
	addq	%rcx, %r9
	vmovups	%ymm0, (%rbx,%r9)
	addq	$4, %r8
	addq	$-4, %rax
	addq	%rsi, %r14
	cmpq	%rdi, %r8
	jl	.LBB6_3
.LBB6_19:
	addq	$104, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end6:
	.size	product_4_2_8, .Lfunc_end6-product_4_2_8

	.p2align	4
	.type	product_8_1_8,@function
product_8_1_8:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$160, %rsp
	movq	248(%rsp), %rax
	movq	216(%rsp), %r10
	movq	%rsi, 32(%rsp)
	leaq	-32(%r9,%rsi,4), %rsi
	leaq	-1(%rdi), %r9
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 24(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%r10, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 136(%rsp)
	movq	%rdx, 8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -96(%rsp)
	movq	%rdi, %rbx
	leaq	(,%r10,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%rsi, 128(%rsp)
	leaq	(%rsi,%r10,4), %rdx
	movq	%rdx, (%rsp)
	movq	%rcx, 16(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -8(%rsp)
	xorl	%edx, %edx
	movq	%rdi, -40(%rsp)
	jmp	.LBB7_1
	.p2align	4
.LBB7_12:
	movq	-40(%rsp), %rbx
	movq	-24(%rsp), %r9
	movq	48(%rsp), %rdx
	movq	-32(%rsp), %rsi
	movq	40(%rsp), %rbp
.LBB7_3:
	movq	32(%rsp), %rcx
	vmovups	%ymm0, -32(%rdx,%rcx,4)
	movq	88(%rsp), %rdx
	vmovups	%ymm1, -32(%rdx,%rcx,4)
	vmovups	%ymm2, -32(%rsi,%rcx,4)
	movq	80(%rsp), %rdx
	vmovups	%ymm3, -32(%rdx,%rcx,4)
	vmovups	%ymm4, -32(%rbp,%rcx,4)
	movq	72(%rsp), %rdx
	vmovups	%ymm5, -32(%rdx,%rcx,4)
	movq	64(%rsp), %rdx
	vmovups	%ymm6, -32(%rdx,%rcx,4)
	movq	56(%rsp), %rdx
	vmovups	%ymm7, -32(%rdx,%rcx,4)
	movq	-16(%rsp), %rdx
	addq	$8, %rdx
	addq	$-8, %r9
	movq	-96(%rsp), %rcx
	addq	24(%rsp), %rcx
	movq	%rcx, -96(%rsp)
	cmpq	%rbx, %rdx
	jge	.LBB7_4
.LBB7_1:
	movq	%rdx, -16(%rsp)
	testq	%r9, %r9
	movl	$1, %r12d
	cmovleq	%r9, %r12
	cmpq	$2, %r9
	movl	$2, %ecx
	cmovlq	%r9, %rcx
	movl	$3, %edi
	cmovleq	%r9, %rdi
	cmpq	$4, %r9
	movl	$4, %esi
	cmovlq	%r9, %rsi
	movl	$5, %r14d
	cmovleq	%r9, %r14
	cmpq	$6, %r9
	movl	$6, %r11d
	cmovlq	%r9, %r11
	movl	$7, %r15d
	movq	%r9, -24(%rsp)
	cmovleq	%r9, %r15
	movq	%rdx, %r8
	notq	%r8
	addq	%rbx, %r8
	testq	%r8, %r8
	movl	$1, %r9d
	cmovleq	%r8, %r9
	movq	%r9, -120(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movq	%r9, -112(%rsp)
	movl	$3, %ebp
	cmovleq	%r8, %rbp
	cmpq	$4, %r8
	movl	$4, %r13d
	cmovlq	%r8, %r13
	movl	$5, %ebx
	cmovleq	%r8, %rbx
	cmpq	$6, %r8
	movl	$6, %r10d
	cmovlq	%r8, %r10
	movl	$7, %r9d
	cmovgq	%r9, %r8
	movq	%rdx, -128(%rsp)
	movq	232(%rsp), %rdx
	movq	-128(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -48(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -56(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdx, %rbp
	movq	%rbp, -64(%rsp)
	movq	%r13, -72(%rsp)
	imulq	%rdx, %r13
	movq	%rbx, -80(%rsp)
	imulq	%rdx, %rbx
	movq	%r10, -88(%rsp)
	imulq	%rdx, %r10
	movq	%r8, %r9
	imulq	%rdx, %r9
	movq	224(%rsp), %rdx
	movq	-128(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rdx
	movq	-48(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 88(%rsp)
	movq	-56(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, -32(%rsp)
	movq	-64(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 80(%rsp)
	leaq	(%rdx,%r13,4), %rbp
	movq	240(%rsp), %r13
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rbx, 72(%rsp)
	leaq	(%rdx,%r10,4), %r10
	movq	%r10, 64(%rsp)
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, 56(%rsp)
	testq	%r13, %r13
	jle	.LBB7_2
	movq	%rbp, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-8(%rsp), %rdx
	imulq	%rdx, %r12
	imulq	%rdx, %rcx
	imulq	%rdx, %rdi
	imulq	%rdx, %rsi
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %r15
	movq	-16(%rsp), %r9
	movq	16(%rsp), %rdx
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -120(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -112(%rsp)
	movq	-104(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%rdx, %rbp
	movq	-80(%rsp), %rbx
	imulq	%rdx, %rbx
	movq	-88(%rsp), %r10
	imulq	%rdx, %r10
	imulq	%rdx, %r8
	movq	8(%rsp), %rdx
	movq	-128(%rsp), %r9
	leaq	(%rdx,%r9,4), %rdx
	movq	-120(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -56(%rsp)
	movq	-112(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -64(%rsp)
	movq	-104(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -72(%rsp)
	leaq	(%rdx,%rbp,4), %r9
	movq	%r9, -80(%rsp)
	leaq	(%rdx,%rbx,4), %r9
	movq	%r9, -88(%rsp)
	leaq	(%rdx,%r10,4), %r9
	movq	%r9, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r9d
	movq	$-1, %rbp
	movq	(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-96(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	xorl	%edx, %edx
	movq	$0, -112(%rsp)
	.p2align	4
.LBB7_6:
	movq	%rdx, %r8
	cmpq	%r9, %r13
	movq	%r9, -104(%rsp)
	cmovlq	%r13, %r9
	addq	$32, %rdx
	cmpq	%r13, %rdx
	cmovlq	%rdx, %r13
	movq	%r8, %rbx
	imulq	216(%rsp), %rbx
	movq	128(%rsp), %r10
	vmovups	(%r10,%rbx,4), %ymm7
	movq	%r8, %rbx
	imulq	136(%rsp), %r8
	movq	-48(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm0
	movq	-56(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm1
	movq	-64(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm2
	movq	-72(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm3
	movq	-80(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm4
	movq	-88(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm5
	movq	152(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm6
	movq	144(%rsp), %r10
	vmulps	(%r10,%r8,4){1to8}, %ymm7, %ymm7
	orq	$1, %rbx
	cmpq	%r13, %rbx
	jge	.LBB7_9
	negq	%r9
	movq	-128(%rsp), %r13
	movq	-120(%rsp), %rbx
	movq	104(%rsp), %r8
	movq	96(%rsp), %r10
	.p2align	4
.LBB7_8:
	vmovups	(%r13), %ymm8
	vmulps	(%rbx){1to8}, %ymm8, %ymm9
	vaddps	%ymm0, %ymm9, %ymm0
	vmulps	(%rbx,%r12){1to8}, %ymm8, %ymm9
	vaddps	%ymm1, %ymm9, %ymm1
	vmulps	(%rbx,%rcx){1to8}, %ymm8, %ymm9
	vaddps	%ymm2, %ymm9, %ymm2
	vmulps	(%rbx,%rdi){1to8}, %ymm8, %ymm9
	vaddps	%ymm3, %ymm9, %ymm3
	vmulps	(%rbx,%rsi){1to8}, %ymm8, %ymm9
	vaddps	%ymm4, %ymm9, %ymm4
	vmulps	(%rbx,%r14){1to8}, %ymm8, %ymm9
	vaddps	%ymm5, %ymm9, %ymm5
	vmulps	(%rbx,%r11){1to8}, %ymm8, %ymm9
	vaddps	%ymm6, %ymm9, %ymm6
	vmulps	(%rbx,%r15){1to8}, %ymm8, %ymm8
	vaddps	%ymm7, %ymm8, %ymm7
	addq	%r8, %rbx
	addq	%r10, %r13
	incq	%r9
	cmpq	%r9, %rbp
	jne	.LBB7_8
.LBB7_9:
	movq	$-2, %r9
	movq	-112(%rsp), %r10
	subq	%r10, %r9
	movq	240(%rsp), %r13
	cmpq	%r13, %rdx
	movq	$-1, %r8
	cmovgeq	%r8, %r9
	andq	%r10, %r9
	je	.LBB7_11
	.p2align	4
.LBB7_10:
	tzcntq	%r9, %r8
	shll	$8, %r8d
	vaddps	(%rax,%r8), %ymm0, %ymm0
	vaddps	32(%rax,%r8), %ymm1, %ymm1
	vaddps	64(%rax,%r8), %ymm2, %ymm2
	vaddps	96(%rax,%r8), %ymm3, %ymm3
	vaddps	128(%rax,%r8), %ymm4, %ymm4
	vaddps	160(%rax,%r8), %ymm5, %ymm5
	vaddps	192(%rax,%r8), %ymm6, %ymm6
	vaddps	224(%rax,%r8), %ymm7, %ymm7
	blsrq	%r9, %r9
	jne	.LBB7_10
.LBB7_11:
	cmpq	%r13, %rdx
	jge	.LBB7_12
	incq	%r10
	movq	%r10, -112(%rsp)
	tzcntq	%r10, %r8
	shll	$8, %r8d
	vmovups	%ymm0, (%rax,%r8)
	vmovups	%ymm1, 32(%rax,%r8)
	vmovups	%ymm2, 64(%rax,%r8)
	vmovups	%ymm3, 96(%rax,%r8)
	vmovups	%ymm4, 128(%rax,%r8)
	vmovups	%ymm5, 160(%rax,%r8)
	vmovups	%ymm6, 192(%rax,%r8)
	vmovups	%ymm7, 224(%rax,%r8)
	movq	-104(%rsp), %r9
	addq	$32, %r9
	addq	$-32, %rbp
	movq	-120(%rsp), %r8
	addq	120(%rsp), %r8
	movq	%r8, -120(%rsp)
	movq	-128(%rsp), %r8
	addq	112(%rsp), %r8
	movq	%r8, -128(%rsp)
	jmp	.LBB7_6
	.p2align	4
.LBB7_2:
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm7, %xmm7, %xmm7
	movq	-24(%rsp), %r9
	movq	-40(%rsp), %rbx
	movq	-32(%rsp), %rsi
	jmp	.LBB7_3
.LBB7_4:
	addq	$160, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end7:
	.size	product_8_1_8, .Lfunc_end7-product_8_1_8

	.p2align	4
	.type	product_4_1_8,@function
product_4_1_8:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$112, %rsp
	movq	%r8, -112(%rsp)
	movq	%rcx, -88(%rsp)
	movq	%rdx, -96(%rsp)
	movq	%rsi, -128(%rsp)
	testq	%rdi, %rdi
	je	.LBB8_17
	movq	192(%rsp), %r8
	movq	184(%rsp), %r10
	movq	176(%rsp), %rsi
	testq	%r8, %r8
	movq	%rdi, -80(%rsp)
	jle	.LBB8_2
	movq	200(%rsp), %rbx
	movq	168(%rsp), %rdx
	movq	-128(%rsp), %rax
	addq	$-8, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -104(%rsp)
	leaq	-1(%rdi), %rsi
	movq	-112(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 24(%rsp)
	movq	-88(%rsp), %rcx
	movq	%rcx, %r9
	shlq	$4, %r9
	movq	%r9, -32(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 64(%rsp)
	movq	%rsi, %rax
	leaq	(,%rdx,4), %rsi
	movq	%rsi, 16(%rsp)
	leaq	(,%rdx,8), %rdx
	movq	%rdx, 56(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -40(%rsp)
	xorl	%esi, %esi
	movq	-96(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	jmp	.LBB8_5
	.p2align	4
.LBB8_16:
	movq	(%rsp), %rsi
	movq	%rsi, %rax
	movq	184(%rsp), %rcx
	imulq	%rcx, %rax
	movq	176(%rsp), %rdx
	leaq	(%rdx,%rax,4), %rax
	movq	-16(%rsp), %r9
	imulq	%rcx, %r9
	movq	-24(%rsp), %r10
	imulq	%rcx, %r10
	movq	-8(%rsp), %rdi
	imulq	%rcx, %rdi
	movq	-128(%rsp), %rdx
	leaq	(%rax,%rdx,4), %rcx
	vmovups	%ymm2, -32(%rax,%rdx,4)
	vmovups	%ymm3, -32(%rcx,%r9,4)
	vmovups	%ymm0, -32(%rcx,%r10,4)
	vmovups	%ymm1, -32(%rcx,%rdi,4)
	addq	$4, %rsi
	movq	8(%rsp), %rax
	addq	$-4, %rax
	movq	-120(%rsp), %rcx
	addq	-32(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	movq	-80(%rsp), %rdi
	cmpq	%rdi, %rsi
	jge	.LBB8_17
.LBB8_5:
	testq	%rax, %rax
	movl	$1, %edx
	cmovleq	%rax, %rdx
	movq	-40(%rsp), %rcx
	imulq	%rcx, %rdx
	movq	%rdx, 48(%rsp)
	cmpq	$2, %rax
	movl	$2, %edx
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 40(%rsp)
	cmpq	$3, %rax
	movl	$3, %edx
	movq	%rax, 8(%rsp)
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 32(%rsp)
	movq	%rsi, %rax
	movq	-88(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-96(%rsp), %rdx
	leaq	(%rdx,%rax,4), %r9
	movq	%rsi, (%rsp)
	notq	%rsi
	addq	%rdi, %rsi
	testq	%rsi, %rsi
	movl	$1, %edx
	cmovleq	%rsi, %rdx
	cmpq	$2, %rsi
	movl	$2, %edi
	cmovlq	%rsi, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rsi
	movq	%rdx, -16(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -56(%rsp)
	movq	%rdi, -24(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rsi, -8(%rsp)
	movq	%rsi, %rax
	imulq	%rcx, %rax
	movq	%r9, -48(%rsp)
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movl	$32, %edx
	xorl	%eax, %eax
	xorl	%r9d, %r9d
	.p2align	4
.LBB8_6:
	cmpq	%rdx, %r8
	movq	%rdx, 72(%rsp)
	cmovlq	%r8, %rdx
	leaq	32(%rax), %r10
	cmpq	%r8, %r10
	movq	%r8, %rcx
	cmovlq	%r10, %rcx
	movq	%rax, %rsi
	imulq	168(%rsp), %rsi
	movq	-104(%rsp), %r8
	vmovups	(%r8,%rsi,4), %ymm1
	movq	%rax, %rsi
	imulq	-112(%rsp), %rsi
	movq	-48(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to8}, %ymm1, %ymm2
	movq	-56(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to8}, %ymm1, %ymm3
	movq	-64(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to8}, %ymm1, %ymm0
	movq	-72(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to8}, %ymm1, %ymm1
	movq	%rax, %r12
	orq	$1, %r12
	cmpq	%rcx, %r12
	movq	%r9, 88(%rsp)
	movq	%r10, 80(%rsp)
	jge	.LBB8_12
	testb	$1, %dl
	jne	.LBB8_9
	movq	%r12, %rcx
	imulq	168(%rsp), %rcx
	imulq	-112(%rsp), %r12
	movq	-104(%rsp), %rsi
	vmovups	(%rsi,%rcx,4), %ymm4
	movq	-48(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to8}, %ymm4, %ymm5
	movq	-56(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to8}, %ymm4, %ymm6
	movq	-64(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to8}, %ymm4, %ymm7
	movq	-72(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to8}, %ymm4, %ymm4
	vaddps	%ymm5, %ymm2, %ymm2
	vaddps	%ymm6, %ymm3, %ymm3
	vaddps	%ymm7, %ymm0, %ymm0
	vaddps	%ymm4, %ymm1, %ymm1
	orq	$2, %rax
	movq	%rax, %r12
.LBB8_9:
	movq	%r9, %rax
	shlq	$5, %rax
	movq	%rdx, %rcx
	subq	%rax, %rcx
	cmpq	$2, %rcx
	movq	64(%rsp), %rdi
	movq	56(%rsp), %rcx
	je	.LBB8_12
	leaq	1(%r12), %r9
	movq	24(%rsp), %r15
	movq	%r15, %r8
	imulq	%r9, %r8
	movq	16(%rsp), %rsi
	imulq	%rsi, %r9
	imulq	%r12, %r15
	imulq	%r12, %rsi
	movq	48(%rsp), %r10
	leaq	(%r10,%r15), %rax
	movq	%rax, 104(%rsp)
	movq	40(%rsp), %r14
	leaq	(%r14,%r15), %rax
	movq	%rax, 96(%rsp)
	movq	32(%rsp), %rax
	leaq	(%rax,%r15), %r11
	leaq	(%r10,%r8), %rbp
	leaq	(%r14,%r8), %r13
	leaq	(%rax,%r8), %r10
	subq	%rdx, %r12
	movq	-104(%rsp), %rdx
	movq	-120(%rsp), %r14
	.p2align	4
.LBB8_11:
	vmovups	(%rdx,%rsi), %ymm4
	vmulps	(%r14,%r15){1to8}, %ymm4, %ymm5
	movq	104(%rsp), %rax
	vmulps	(%r14,%rax){1to8}, %ymm4, %ymm6
	vaddps	%ymm5, %ymm2, %ymm2
	vaddps	%ymm6, %ymm3, %ymm3
	movq	96(%rsp), %rax
	vmulps	(%r14,%rax){1to8}, %ymm4, %ymm5
	vmulps	(%r14,%r11){1to8}, %ymm4, %ymm4
	vaddps	%ymm5, %ymm0, %ymm0
	vaddps	%ymm4, %ymm1, %ymm1
	vmovups	(%rdx,%r9), %ymm4
	vmulps	(%r14,%r8){1to8}, %ymm4, %ymm5
	vaddps	%ymm5, %ymm2, %ymm2
	vmulps	(%r14,%rbp){1to8}, %ymm4, %ymm5
	vaddps	%ymm5, %ymm3, %ymm3
	vmulps	(%r14,%r13){1to8}, %ymm4, %ymm5
	vaddps	%ymm5, %ymm0, %ymm0
	vmulps	(%r14,%r10){1to8}, %ymm4, %ymm4
	vaddps	%ymm4, %ymm1, %ymm1
	addq	%rdi, %r14
	addq	%rcx, %rdx
	addq	$2, %r12
	jne	.LBB8_11
.LBB8_12:
	movq	$-2, %rax
	movq	88(%rsp), %r9
	subq	%r9, %rax
	movq	192(%rsp), %r8
	movq	80(%rsp), %rsi
	cmpq	%r8, %rsi
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r9, %rax
	je	.LBB8_14
	.p2align	4
.LBB8_13:
	tzcntq	%rax, %rcx
	shll	$7, %ecx
	vaddps	(%rbx,%rcx), %ymm2, %ymm2
	vaddps	32(%rbx,%rcx), %ymm3, %ymm3
	vaddps	64(%rbx,%rcx), %ymm0, %ymm0
	vaddps	96(%rbx,%rcx), %ymm1, %ymm1
	blsrq	%rax, %rax
	jne	.LBB8_13
.LBB8_14:
	cmpq	%r8, %rsi
	jge	.LBB8_16
	incq	%r9
	tzcntq	%r9, %rax
	shll	$7, %eax
	vmovups	%ymm2, (%rbx,%rax)
	vmovups	%ymm3, 32(%rbx,%rax)
	vmovups	%ymm0, 64(%rbx,%rax)
	vmovups	%ymm1, 96(%rbx,%rax)
	movq	72(%rsp), %rdx
	addq	$32, %rdx
	movq	%rsi, %rax
	jmp	.LBB8_6
.LBB8_2:
	leaq	-1(%rdi), %rax
	movq	%r10, %rcx
	shlq	$4, %rcx
	movq	-128(%rsp), %rdx
	leaq	-32(%rsi,%rdx,4), %rdx
	shlq	$2, %r10
	xorl	%esi, %esi
	vxorps	%xmm0, %xmm0, %xmm0
	.p2align	4
.LBB8_3:
	testq	%rax, %rax
	movl	$1, %edi
	cmovleq	%rax, %rdi
	imulq	%r10, %rdi
	cmpq	$2, %rax
	movl	$2, %r8d
	cmovlq	%rax, %r8
	imulq	%r10, %r8
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r10, %r9
	vmovups	%ymm0, (%rdx)
	vmovups	%ymm0, (%rdx,%rdi)
	vmovups	%ymm0, (%rdx,%r8)
	vmovups	%ymm0, (%rdx,%r9)
	addq	$4, %rsi
	addq	$-4, %rax
	addq	%rcx, %rdx
	cmpq	-80(%rsp), %rsi
	jl	.LBB8_3
.LBB8_17:
	addq	$112, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end8:
	.size	product_4_1_8, .Lfunc_end8-product_4_1_8

	.p2align	4
	.type	product_8_2_4,@function
product_8_2_4:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$168, %rsp
	movq	%rsi, -40(%rsp)
	movq	256(%rsp), %rax
	movq	224(%rsp), %rsi
	leaq	-1(%rdi), %r10
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 8(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%rsi, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 128(%rsp)
	movq	%rdx, -8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -88(%rsp)
	leaq	(,%rsi,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%r9, 136(%rsp)
	leaq	(%r9,%rsi,4), %rdx
	movq	%rdx, -16(%rsp)
	movq	%rcx, (%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -24(%rsp)
	xorl	%edx, %edx
	movq	%rdi, 16(%rsp)
	jmp	.LBB9_1
	.p2align	4
.LBB9_12:
	movq	48(%rsp), %rdx
	movq	40(%rsp), %rbx
	movq	32(%rsp), %rsi
	movq	24(%rsp), %rbp
.LBB9_3:
	movq	56(%rsp), %rcx
	vmovups	%xmm0, (%rcx)
	vmovups	%xmm1, -16(%rcx,%rdi,4)
	movq	64(%rsp), %rcx
	vmovups	%xmm2, (%rcx)
	vmovups	%xmm3, -16(%rcx,%rdi,4)
	movq	72(%rsp), %rcx
	vmovups	%xmm4, (%rcx)
	vmovups	%xmm5, -16(%rcx,%rdi,4)
	movq	80(%rsp), %rcx
	vmovups	%xmm6, (%rcx)
	vmovups	%xmm7, -16(%rcx,%rdi,4)
	vmovups	%xmm8, (%rbp)
	vmovups	%xmm9, -16(%rbp,%rdi,4)
	vmovups	%xmm10, (%rsi)
	vmovups	%xmm11, -16(%rsi,%rdi,4)
	vmovups	%xmm12, (%rbx)
	vmovups	%xmm13, -16(%rbx,%rdi,4)
	vmovups	%xmm14, (%rdx)
	vmovups	%xmm15, -16(%rdx,%rdi,4)
	movq	-32(%rsp), %rdx
	addq	$8, %rdx
	movq	88(%rsp), %r10
	addq	$-8, %r10
	movq	-88(%rsp), %rcx
	addq	8(%rsp), %rcx
	movq	%rcx, -88(%rsp)
	movq	16(%rsp), %rdi
	cmpq	%rdi, %rdx
	jge	.LBB9_4
.LBB9_1:
	movq	%rdx, -32(%rsp)
	testq	%r10, %r10
	movl	$1, %esi
	cmovleq	%r10, %rsi
	cmpq	$2, %r10
	movl	$2, %r12d
	cmovlq	%r10, %r12
	movl	$3, %r14d
	cmovleq	%r10, %r14
	cmpq	$4, %r10
	movl	$4, %r11d
	cmovlq	%r10, %r11
	movl	$5, %ecx
	cmovleq	%r10, %rcx
	cmpq	$6, %r10
	movl	$6, %r15d
	cmovlq	%r10, %r15
	movl	$7, %r13d
	movq	%r10, 88(%rsp)
	cmovleq	%r10, %r13
	movq	%rdx, %r8
	notq	%r8
	addq	%rdi, %r8
	testq	%r8, %r8
	movl	$1, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -96(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movl	$3, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -128(%rsp)
	cmpq	$4, %r8
	movl	$4, %ebp
	cmovlq	%r8, %rbp
	movl	$5, %r10d
	cmovleq	%r8, %r10
	cmpq	$6, %r8
	movl	$6, %ebx
	cmovlq	%r8, %rbx
	movl	$7, %edi
	cmovgq	%rdi, %r8
	movq	%rdx, -120(%rsp)
	movq	240(%rsp), %rdi
	movq	-120(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -120(%rsp)
	movq	-96(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -48(%rsp)
	movq	%r9, -112(%rsp)
	imulq	%rdi, %r9
	movq	%r9, -56(%rsp)
	movq	-128(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -64(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdi, %rbp
	movq	%r10, -72(%rsp)
	imulq	%rdi, %r10
	movq	%rbx, -80(%rsp)
	imulq	%rdi, %rbx
	movq	%r8, %r9
	imulq	%rdi, %r9
	movq	232(%rsp), %rdi
	movq	-120(%rsp), %rdx
	leaq	(%rdi,%rdx,4), %rdx
	movq	-48(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 64(%rsp)
	movq	-56(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 72(%rsp)
	movq	-64(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 80(%rsp)
	leaq	(%rdx,%rbp,4), %rbp
	leaq	(%rdx,%r10,4), %rdi
	movq	248(%rsp), %r10
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rdx, 56(%rsp)
	leaq	(%rdx,%r9,4), %rdx
	testq	%r10, %r10
	jle	.LBB9_2
	movq	%rbp, 24(%rsp)
	movq	%rdi, 32(%rsp)
	movq	%rbx, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-24(%rsp), %rdx
	imulq	%rdx, %rsi
	imulq	%rdx, %r12
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %rcx
	imulq	%rdx, %r15
	imulq	%rdx, %r13
	movq	-32(%rsp), %rdx
	movq	(%rsp), %r9
	imulq	%r9, %rdx
	movq	-96(%rsp), %rdi
	imulq	%r9, %rdi
	movq	-112(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -112(%rsp)
	movq	-128(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -128(%rsp)
	movq	-104(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%r9, %rbp
	movq	-80(%rsp), %rbx
	imulq	%r9, %rbx
	imulq	%r9, %r8
	movq	-8(%rsp), %r9
	leaq	(%r9,%rdx,4), %rdx
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -56(%rsp)
	movq	-112(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -64(%rsp)
	movq	-128(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -72(%rsp)
	movq	-104(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -80(%rsp)
	leaq	(%rdx,%rbp,4), %rdi
	movq	%rdi, 160(%rsp)
	leaq	(%rdx,%rbx,4), %rdi
	movq	%rdi, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r8d
	movq	$-1, %rbp
	movq	-16(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	movq	-88(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	xorl	%ebx, %ebx
	movq	$0, -112(%rsp)
	movq	-40(%rsp), %rdi
	.p2align	4
.LBB9_6:
	cmpq	%r8, %r10
	movq	%r8, -96(%rsp)
	cmovlq	%r10, %r8
	leaq	32(%rbx), %rdx
	cmpq	%r10, %rdx
	movq	%rdx, -104(%rsp)
	cmovlq	%rdx, %r10
	movq	%rbx, %rdx
	imulq	224(%rsp), %rdx
	movq	136(%rsp), %r9
	vmovups	(%r9,%rdx,4), %xmm14
	leaq	(%r9,%rdx,4), %rdx
	vmovups	-16(%rdx,%rdi,4), %xmm15
	movq	%rbx, %rdx
	imulq	128(%rsp), %rbx
	movq	-48(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm1
	movq	-56(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm3
	movq	-64(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm5
	movq	-72(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm7
	movq	-80(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm9
	movq	160(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm11
	movq	152(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm13
	movq	144(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm16
	orq	$1, %rdx
	vmulps	%xmm1, %xmm14, %xmm0
	vmulps	%xmm1, %xmm15, %xmm1
	vmulps	%xmm3, %xmm14, %xmm2
	vmulps	%xmm3, %xmm15, %xmm3
	vmulps	%xmm5, %xmm14, %xmm4
	vmulps	%xmm5, %xmm15, %xmm5
	vmulps	%xmm7, %xmm14, %xmm6
	vmulps	%xmm7, %xmm15, %xmm7
	vmulps	%xmm9, %xmm14, %xmm8
	vmulps	%xmm9, %xmm15, %xmm9
	vmulps	%xmm11, %xmm14, %xmm10
	vmulps	%xmm11, %xmm15, %xmm11
	vmulps	%xmm13, %xmm14, %xmm12
	vmulps	%xmm13, %xmm15, %xmm13
	vmulps	%xmm16, %xmm14, %xmm14
	vmulps	%xmm16, %xmm15, %xmm15
	cmpq	%r10, %rdx
	jge	.LBB9_9
	negq	%r8
	movq	-120(%rsp), %r10
	movq	-128(%rsp), %rbx
	movq	104(%rsp), %rdx
	movq	96(%rsp), %r9
	.p2align	4
.LBB9_8:
	vmovups	(%r10), %xmm16
	vmovups	-16(%r10,%rdi,4), %xmm17
	vbroadcastss	(%rbx), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm0, %xmm0
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm1, %xmm1
	vbroadcastss	(%rbx,%rsi), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm2, %xmm2
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm3, %xmm3
	vbroadcastss	(%rbx,%r12), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm4, %xmm4
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm5, %xmm5
	vbroadcastss	(%rbx,%r14), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm6, %xmm6
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm7, %xmm7
	vbroadcastss	(%rbx,%r11), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm8, %xmm8
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm9, %xmm9
	vbroadcastss	(%rbx,%rcx), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm10, %xmm10
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm11, %xmm11
	vbroadcastss	(%rbx,%r15), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm12, %xmm12
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm13, %xmm13
	vbroadcastss	(%rbx,%r13), %xmm18
	vmulps	%xmm18, %xmm16, %xmm16
	vaddps	%xmm16, %xmm14, %xmm14
	vmulps	%xmm18, %xmm17, %xmm16
	vaddps	%xmm16, %xmm15, %xmm15
	addq	%rdx, %rbx
	addq	%r9, %r10
	incq	%r8
	cmpq	%r8, %rbp
	jne	.LBB9_8
.LBB9_9:
	movq	$-2, %r8
	movq	-112(%rsp), %r9
	subq	%r9, %r8
	movq	248(%rsp), %r10
	movq	-104(%rsp), %rbx
	cmpq	%r10, %rbx
	movq	$-1, %rdx
	cmovgeq	%rdx, %r8
	andq	%r9, %r8
	je	.LBB9_11
	.p2align	4
.LBB9_10:
	tzcntq	%r8, %rdx
	shll	$8, %edx
	vaddps	(%rax,%rdx), %xmm0, %xmm0
	vaddps	16(%rax,%rdx), %xmm1, %xmm1
	vaddps	32(%rax,%rdx), %xmm2, %xmm2
	vaddps	48(%rax,%rdx), %xmm3, %xmm3
	vaddps	64(%rax,%rdx), %xmm4, %xmm4
	vaddps	80(%rax,%rdx), %xmm5, %xmm5
	vaddps	96(%rax,%rdx), %xmm6, %xmm6
	vaddps	112(%rax,%rdx), %xmm7, %xmm7
	vaddps	128(%rax,%rdx), %xmm8, %xmm8
	vaddps	144(%rax,%rdx), %xmm9, %xmm9
	vaddps	160(%rax,%rdx), %xmm10, %xmm10
	vaddps	176(%rax,%rdx), %xmm11, %xmm11
	vaddps	192(%rax,%rdx), %xmm12, %xmm12
	vaddps	208(%rax,%rdx), %xmm13, %xmm13
	vaddps	224(%rax,%rdx), %xmm14, %xmm14
	vaddps	240(%rax,%rdx), %xmm15, %xmm15
	blsrq	%r8, %r8
	jne	.LBB9_10
.LBB9_11:
	cmpq	%r10, %rbx
	jge	.LBB9_12
	incq	%r9
	movq	%r9, -112(%rsp)
	tzcntq	%r9, %rdx
	shll	$8, %edx
	vmovups	%xmm0, (%rax,%rdx)
	vmovups	%xmm1, 16(%rax,%rdx)
	vmovups	%xmm2, 32(%rax,%rdx)
	vmovups	%xmm3, 48(%rax,%rdx)
	vmovups	%xmm4, 64(%rax,%rdx)
	vmovups	%xmm5, 80(%rax,%rdx)
	vmovups	%xmm6, 96(%rax,%rdx)
	vmovups	%xmm7, 112(%rax,%rdx)
	vmovups	%xmm8, 128(%rax,%rdx)
	vmovups	%xmm9, 144(%rax,%rdx)
	vmovups	%xmm10, 160(%rax,%rdx)
	vmovups	%xmm11, 176(%rax,%rdx)
	vmovups	%xmm12, 192(%rax,%rdx)
	vmovups	%xmm13, 208(%rax,%rdx)
	vmovups	%xmm14, 224(%rax,%rdx)
	vmovups	%xmm15, 240(%rax,%rdx)
	movq	-96(%rsp), %r8
	addq	$32, %r8
	addq	$-32, %rbp
	movq	-128(%rsp), %rdx
	addq	120(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-120(%rsp), %rdx
	addq	112(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	jmp	.LBB9_6
	.p2align	4
.LBB9_2:
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm7, %xmm7, %xmm7
	vxorps	%xmm8, %xmm8, %xmm8
	vxorps	%xmm9, %xmm9, %xmm9
	vxorps	%xmm10, %xmm10, %xmm10
	vxorps	%xmm11, %xmm11, %xmm11
	vxorps	%xmm12, %xmm12, %xmm12
	vxorps	%xmm13, %xmm13, %xmm13
	vxorps	%xmm14, %xmm14, %xmm14
	vxorps	%xmm15, %xmm15, %xmm15
	movq	%rdi, %rsi
	movq	-40(%rsp), %rdi
	jmp	.LBB9_3
.LBB9_4:
	addq	$168, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end9:
	.size	product_8_2_4, .Lfunc_end9-product_8_2_4

	.p2align	4
	.type	product_4_2_4,@function
product_4_2_4:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$104, %rsp
	movq	%r9, -112(%rsp)
	movq	%r8, -120(%rsp)
	movq	%rcx, -96(%rsp)
	movq	%rdx, -104(%rsp)
	testq	%rdi, %rdi
	je	.LBB10_19
	movq	184(%rsp), %r9
	movq	176(%rsp), %r15
	movq	168(%rsp), %r12
	testq	%r9, %r9
	jle	.LBB10_2
	movq	192(%rsp), %rbx
	movq	160(%rsp), %rdx
	leaq	-1(%rdi), %r8
	movq	-120(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 16(%rsp)
	movq	-96(%rsp), %rcx
	movq	%rcx, %r10
	shlq	$4, %r10
	movq	%r10, -40(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 56(%rsp)
	leaq	(,%rdx,4), %rax
	movq	%rax, 8(%rsp)
	leaq	(,%rdx,8), %rax
	movq	%rax, 48(%rsp)
	leaq	(,%rcx,4), %rax
	movq	%rax, -48(%rsp)
	xorl	%edx, %edx
	movq	-104(%rsp), %rax
	movq	%rax, -128(%rsp)
	movq	%rdi, -88(%rsp)
	jmp	.LBB10_5
	.p2align	4
.LBB10_18:
	movq	-8(%rsp), %rdx
	movq	%rdx, %rax
	movq	176(%rsp), %r8
	imulq	%r8, %rax
	movq	168(%rsp), %rcx
	vmovups	%xmm7, (%rcx,%rax,4)
	leaq	(%rcx,%rax,4), %rax
	movq	-32(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%xmm6, -16(%rax,%rsi,4)
	vmovups	%xmm5, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovups	%xmm4, -16(%rcx,%rsi,4)
	movq	-24(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%xmm3, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovups	%xmm2, -16(%rcx,%rsi,4)
	movq	-16(%rsp), %rcx
	imulq	%r8, %rcx
	vmovups	%xmm1, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rax
	vmovups	%xmm0, -16(%rax,%rsi,4)
	addq	$4, %rdx
	movq	(%rsp), %r8
	addq	$-4, %r8
	movq	-128(%rsp), %rax
	addq	-40(%rsp), %rax
	movq	%rax, -128(%rsp)
	cmpq	%rdi, %rdx
	jge	.LBB10_19
.LBB10_5:
	testq	%r8, %r8
	movl	$1, %ecx
	cmovleq	%r8, %rcx
	movq	-48(%rsp), %rax
	imulq	%rax, %rcx
	movq	%rcx, 40(%rsp)
	cmpq	$2, %r8
	movl	$2, %ecx
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 32(%rsp)
	cmpq	$3, %r8
	movl	$3, %ecx
	movq	%r8, (%rsp)
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 24(%rsp)
	movq	%rdx, %rax
	movq	-96(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-104(%rsp), %r8
	leaq	(%r8,%rax,4), %r10
	movq	%rdx, -8(%rsp)
	notq	%rdx
	addq	%rdi, %rdx
	testq	%rdx, %rdx
	movl	$1, %r8d
	cmovleq	%rdx, %r8
	cmpq	$2, %rdx
	movl	$2, %edi
	cmovlq	%rdx, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rdx
	movq	%r8, -32(%rsp)
	movq	%r8, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rdi, -24(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movq	%rdx, -16(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	movq	%r10, -56(%rsp)
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -80(%rsp)
	movl	$32, %r14d
	xorl	%eax, %eax
	xorl	%r10d, %r10d
	.p2align	4
.LBB10_6:
	cmpq	%r14, %r9
	movq	%r14, 64(%rsp)
	cmovlq	%r9, %r14
	leaq	32(%rax), %r11
	cmpq	%r9, %r11
	movq	%r9, %rdi
	cmovlq	%r11, %rdi
	movq	%rax, %rcx
	imulq	160(%rsp), %rcx
	movq	-112(%rsp), %r8
	vmovups	(%r8,%rcx,4), %xmm0
	leaq	(%r8,%rcx,4), %rcx
	vmovups	-16(%rcx,%rsi,4), %xmm8
	movq	%rax, %rcx
	imulq	-120(%rsp), %rcx
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm1
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm2
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm9
	movq	-80(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm10
	movq	%rax, %rcx
	orq	$1, %rcx
	vmulps	%xmm1, %xmm0, %xmm7
	vmulps	%xmm1, %xmm8, %xmm6
	vmulps	%xmm2, %xmm0, %xmm5
	vmulps	%xmm2, %xmm8, %xmm4
	vmulps	%xmm0, %xmm9, %xmm3
	vmulps	%xmm9, %xmm8, %xmm2
	vmulps	%xmm0, %xmm10, %xmm1
	vmulps	%xmm10, %xmm8, %xmm0
	cmpq	%rdi, %rcx
	movq	%r10, 80(%rsp)
	movq	%r11, 72(%rsp)
	jge	.LBB10_12
	testb	$1, %r14b
	jne	.LBB10_9
	movq	%rcx, %rdi
	imulq	160(%rsp), %rdi
	movq	-112(%rsp), %r9
	leaq	(%r9,%rdi,4), %r8
	imulq	-120(%rsp), %rcx
	vmovups	(%r9,%rdi,4), %xmm8
	vmovups	-16(%r8,%rsi,4), %xmm9
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vmulps	%xmm10, %xmm9, %xmm10
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm12
	vmulps	%xmm12, %xmm8, %xmm13
	vmulps	%xmm12, %xmm9, %xmm12
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm14
	vmulps	%xmm14, %xmm8, %xmm15
	vmulps	%xmm14, %xmm9, %xmm14
	movq	-80(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm16
	vmulps	%xmm16, %xmm8, %xmm8
	vmulps	%xmm16, %xmm9, %xmm9
	vaddps	%xmm7, %xmm11, %xmm7
	vaddps	%xmm6, %xmm10, %xmm6
	vaddps	%xmm5, %xmm13, %xmm5
	vaddps	%xmm4, %xmm12, %xmm4
	vaddps	%xmm3, %xmm15, %xmm3
	vaddps	%xmm2, %xmm14, %xmm2
	vaddps	%xmm1, %xmm8, %xmm1
	vaddps	%xmm0, %xmm9, %xmm0
	orq	$2, %rax
	movq	%rax, %rcx
.LBB10_9:
	movq	%r10, %rax
	shlq	$5, %rax
	movq	%r14, %rdi
	subq	%rax, %rdi
	cmpq	$2, %rdi
	movq	56(%rsp), %rdx
	movq	48(%rsp), %r11
	je	.LBB10_12
	leaq	1(%rcx), %r8
	movq	16(%rsp), %r10
	movq	%r10, %rax
	imulq	%r8, %rax
	movq	8(%rsp), %r15
	imulq	%r15, %r8
	movq	-112(%rsp), %rdi
	addq	%rdi, %r8
	imulq	%rcx, %r10
	imulq	%rcx, %r15
	addq	%rdi, %r15
	movq	40(%rsp), %rdi
	leaq	(%rdi,%r10), %r9
	movq	%r9, 96(%rsp)
	movq	32(%rsp), %r12
	leaq	(%r12,%r10), %r9
	movq	%r9, 88(%rsp)
	movq	24(%rsp), %r13
	leaq	(%r13,%r10), %rbp
	addq	%rax, %rdi
	addq	%rax, %r12
	addq	%rax, %r13
	subq	%r14, %rcx
	movq	-128(%rsp), %r14
	.p2align	4
.LBB10_11:
	vmovups	(%r15), %xmm8
	vmovups	-16(%r15,%rsi,4), %xmm9
	vbroadcastss	(%r14,%r10), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm7, %xmm11, %xmm7
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm6, %xmm10, %xmm6
	movq	96(%rsp), %r9
	vbroadcastss	(%r14,%r9), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm5, %xmm11, %xmm5
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm4, %xmm10, %xmm4
	movq	88(%rsp), %r9
	vbroadcastss	(%r14,%r9), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm3, %xmm11, %xmm3
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm2, %xmm10, %xmm2
	vbroadcastss	(%r14,%rbp), %xmm10
	vmulps	%xmm10, %xmm8, %xmm8
	vaddps	%xmm1, %xmm8, %xmm1
	vmulps	%xmm10, %xmm9, %xmm8
	vaddps	%xmm0, %xmm8, %xmm0
	vmovups	(%r8), %xmm8
	vmovups	-16(%r8,%rsi,4), %xmm9
	vbroadcastss	(%r14,%rax), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm7, %xmm11, %xmm7
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm6, %xmm10, %xmm6
	vbroadcastss	(%r14,%rdi), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm5, %xmm11, %xmm5
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm4, %xmm10, %xmm4
	vbroadcastss	(%r14,%r12), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm3, %xmm11, %xmm3
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm2, %xmm10, %xmm2
	vbroadcastss	(%r14,%r13), %xmm10
	vmulps	%xmm10, %xmm8, %xmm8
	vaddps	%xmm1, %xmm8, %xmm1
	vmulps	%xmm10, %xmm9, %xmm8
	vaddps	%xmm0, %xmm8, %xmm0
	addq	%rdx, %r14
	addq	%r11, %r8
	addq	%r11, %r15
	addq	$2, %rcx
	jne	.LBB10_11
.LBB10_12:
	movq	$-2, %rax
	movq	80(%rsp), %r10
	subq	%r10, %rax
	movq	184(%rsp), %r9
	movq	72(%rsp), %rdx
	cmpq	%r9, %rdx
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r10, %rax
	je	.LBB10_13
	movq	-88(%rsp), %rdi
	.p2align	4
.LBB10_15:
	tzcntq	%rax, %rcx
	shll	$7, %ecx
	vaddps	(%rbx,%rcx), %xmm7, %xmm7
	vaddps	16(%rbx,%rcx), %xmm6, %xmm6
	vaddps	32(%rbx,%rcx), %xmm5, %xmm5
	vaddps	48(%rbx,%rcx), %xmm4, %xmm4
	vaddps	64(%rbx,%rcx), %xmm3, %xmm3
	vaddps	80(%rbx,%rcx), %xmm2, %xmm2
	vaddps	96(%rbx,%rcx), %xmm1, %xmm1
	vaddps	112(%rbx,%rcx), %xmm0, %xmm0
	blsrq	%rax, %rax
	jne	.LBB10_15
	cmpq	%r9, %rdx
	jl	.LBB10_17
	jmp	.LBB10_18
	.p2align	4
.LBB10_13:
	movq	-88(%rsp), %rdi
	cmpq	%r9, %rdx
	jge	.LBB10_18
.LBB10_17:
	incq	%r10
	tzcntq	%r10, %rax
	shll	$7, %eax
	vmovups	%xmm7, (%rbx,%rax)
	vmovups	%xmm6, 16(%rbx,%rax)
	vmovups	%xmm5, 32(%rbx,%rax)
	vmovups	%xmm4, 48(%rbx,%rax)
	vmovups	%xmm3, 64(%rbx,%rax)
	vmovups	%xmm2, 80(%rbx,%rax)
	vmovups	%xmm1, 96(%rbx,%rax)
	vmovups	%xmm0, 112(%rbx,%rax)
	movq	64(%rsp), %r14
	addq	$32, %r14
	movq	%rdx, %rax
	jmp	.LBB10_6
.LBB10_2:
	leaq	-1(%rdi), %rax
	leaq	-16(,%rsi,4), %rcx
	leaq	-16(%r12,%rsi,4), %rdx
	movq	%r15, %rsi
	shlq	$4, %rsi
	shlq	$2, %r15
	xorl	%r14d, %r14d
	vxorps	%xmm0, %xmm0, %xmm0
	xorl	%r8d, %r8d
	.p2align	4
.LBB10_3:
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r15, %r9
	cmpq	$2, %rax
	movl	$2, %r10d
	cmovlq	%rax, %r10
	imulq	%r15, %r10
	testq	%rax, %rax
	movl	$1, %r11d
	cmovleq	%rax, %r11
	imulq	%r15, %r11
	leaq	(%r12,%r14), %rbx
	vmovups	%xmm0, (%r12,%r14)
	vmovups	%xmm0, (%rdx,%r14)
	vmovups	%xmm0, (%r11,%rbx)
	addq	%rcx, %r11
	vmovups	%xmm0, (%rbx,%r11)
	vmovups	%xmm0, (%r10,%rbx)
	addq	%rcx, %r10
	vmovups	%xmm0, (%rbx,%r10)
	vmovups	%xmm0, (%r9,%rbx)
	addq	%rcx, %r9
	vmovups	%xmm0, (%rbx,%r9)
	addq	$4, %r8
	addq	$-4, %rax
	addq	%rsi, %r14
	cmpq	%rdi, %r8
	jl	.LBB10_3
.LBB10_19:
	addq	$104, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end10:
	.size	product_4_2_4, .Lfunc_end10-product_4_2_4

	.p2align	4
	.type	product_8_1_4,@function
product_8_1_4:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$160, %rsp
	movq	248(%rsp), %rax
	movq	216(%rsp), %r10
	movq	%rsi, 32(%rsp)
	leaq	-16(%r9,%rsi,4), %rsi
	leaq	-1(%rdi), %r9
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 24(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%r10, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 136(%rsp)
	movq	%rdx, 8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -96(%rsp)
	movq	%rdi, %rbx
	leaq	(,%r10,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%rsi, 128(%rsp)
	leaq	(%rsi,%r10,4), %rdx
	movq	%rdx, (%rsp)
	movq	%rcx, 16(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -8(%rsp)
	xorl	%edx, %edx
	movq	%rdi, -40(%rsp)
	jmp	.LBB11_1
	.p2align	4
.LBB11_12:
	movq	-40(%rsp), %rbx
	movq	-24(%rsp), %r9
	movq	48(%rsp), %rdx
	movq	-32(%rsp), %rsi
	movq	40(%rsp), %rbp
.LBB11_3:
	movq	32(%rsp), %rcx
	vmovups	%xmm0, -16(%rdx,%rcx,4)
	movq	88(%rsp), %rdx
	vmovups	%xmm1, -16(%rdx,%rcx,4)
	vmovups	%xmm2, -16(%rsi,%rcx,4)
	movq	80(%rsp), %rdx
	vmovups	%xmm3, -16(%rdx,%rcx,4)
	vmovups	%xmm4, -16(%rbp,%rcx,4)
	movq	72(%rsp), %rdx
	vmovups	%xmm5, -16(%rdx,%rcx,4)
	movq	64(%rsp), %rdx
	vmovups	%xmm6, -16(%rdx,%rcx,4)
	movq	56(%rsp), %rdx
	vmovups	%xmm7, -16(%rdx,%rcx,4)
	movq	-16(%rsp), %rdx
	addq	$8, %rdx
	addq	$-8, %r9
	movq	-96(%rsp), %rcx
	addq	24(%rsp), %rcx
	movq	%rcx, -96(%rsp)
	cmpq	%rbx, %rdx
	jge	.LBB11_4
.LBB11_1:
	movq	%rdx, -16(%rsp)
	testq	%r9, %r9
	movl	$1, %r12d
	cmovleq	%r9, %r12
	cmpq	$2, %r9
	movl	$2, %ecx
	cmovlq	%r9, %rcx
	movl	$3, %edi
	cmovleq	%r9, %rdi
	cmpq	$4, %r9
	movl	$4, %esi
	cmovlq	%r9, %rsi
	movl	$5, %r14d
	cmovleq	%r9, %r14
	cmpq	$6, %r9
	movl	$6, %r11d
	cmovlq	%r9, %r11
	movl	$7, %r15d
	movq	%r9, -24(%rsp)
	cmovleq	%r9, %r15
	movq	%rdx, %r8
	notq	%r8
	addq	%rbx, %r8
	testq	%r8, %r8
	movl	$1, %r9d
	cmovleq	%r8, %r9
	movq	%r9, -120(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movq	%r9, -112(%rsp)
	movl	$3, %ebp
	cmovleq	%r8, %rbp
	cmpq	$4, %r8
	movl	$4, %r13d
	cmovlq	%r8, %r13
	movl	$5, %ebx
	cmovleq	%r8, %rbx
	cmpq	$6, %r8
	movl	$6, %r10d
	cmovlq	%r8, %r10
	movl	$7, %r9d
	cmovgq	%r9, %r8
	movq	%rdx, -128(%rsp)
	movq	232(%rsp), %rdx
	movq	-128(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -48(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -56(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdx, %rbp
	movq	%rbp, -64(%rsp)
	movq	%r13, -72(%rsp)
	imulq	%rdx, %r13
	movq	%rbx, -80(%rsp)
	imulq	%rdx, %rbx
	movq	%r10, -88(%rsp)
	imulq	%rdx, %r10
	movq	%r8, %r9
	imulq	%rdx, %r9
	movq	224(%rsp), %rdx
	movq	-128(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rdx
	movq	-48(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 88(%rsp)
	movq	-56(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, -32(%rsp)
	movq	-64(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 80(%rsp)
	leaq	(%rdx,%r13,4), %rbp
	movq	240(%rsp), %r13
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rbx, 72(%rsp)
	leaq	(%rdx,%r10,4), %r10
	movq	%r10, 64(%rsp)
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, 56(%rsp)
	testq	%r13, %r13
	jle	.LBB11_2
	movq	%rbp, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-8(%rsp), %rdx
	imulq	%rdx, %r12
	imulq	%rdx, %rcx
	imulq	%rdx, %rdi
	imulq	%rdx, %rsi
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %r15
	movq	-16(%rsp), %r9
	movq	16(%rsp), %rdx
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -120(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -112(%rsp)
	movq	-104(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%rdx, %rbp
	movq	-80(%rsp), %rbx
	imulq	%rdx, %rbx
	movq	-88(%rsp), %r10
	imulq	%rdx, %r10
	imulq	%rdx, %r8
	movq	8(%rsp), %rdx
	movq	-128(%rsp), %r9
	leaq	(%rdx,%r9,4), %rdx
	movq	-120(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -56(%rsp)
	movq	-112(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -64(%rsp)
	movq	-104(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -72(%rsp)
	leaq	(%rdx,%rbp,4), %r9
	movq	%r9, -80(%rsp)
	leaq	(%rdx,%rbx,4), %r9
	movq	%r9, -88(%rsp)
	leaq	(%rdx,%r10,4), %r9
	movq	%r9, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r9d
	movq	$-1, %rbp
	movq	(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-96(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	xorl	%edx, %edx
	movq	$0, -112(%rsp)
	.p2align	4
.LBB11_6:
	movq	%rdx, %r8
	cmpq	%r9, %r13
	movq	%r9, -104(%rsp)
	cmovlq	%r13, %r9
	addq	$32, %rdx
	cmpq	%r13, %rdx
	cmovlq	%rdx, %r13
	movq	%r8, %rbx
	imulq	216(%rsp), %rbx
	movq	128(%rsp), %r10
	vmovups	(%r10,%rbx,4), %xmm7
	movq	%r8, %rbx
	imulq	136(%rsp), %r8
	movq	-48(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm0
	movq	-56(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm1
	movq	-64(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm2
	movq	-72(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm3
	movq	-80(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm4
	movq	-88(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm5
	movq	152(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm6
	movq	144(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm7, %xmm7
	orq	$1, %rbx
	cmpq	%r13, %rbx
	jge	.LBB11_9
	negq	%r9
	movq	-128(%rsp), %r13
	movq	-120(%rsp), %rbx
	movq	104(%rsp), %r8
	movq	96(%rsp), %r10
	.p2align	4
.LBB11_8:
	vmovups	(%r13), %xmm8
	vmulps	(%rbx){1to4}, %xmm8, %xmm9
	vaddps	%xmm0, %xmm9, %xmm0
	vmulps	(%rbx,%r12){1to4}, %xmm8, %xmm9
	vaddps	%xmm1, %xmm9, %xmm1
	vmulps	(%rbx,%rcx){1to4}, %xmm8, %xmm9
	vaddps	%xmm2, %xmm9, %xmm2
	vmulps	(%rbx,%rdi){1to4}, %xmm8, %xmm9
	vaddps	%xmm3, %xmm9, %xmm3
	vmulps	(%rbx,%rsi){1to4}, %xmm8, %xmm9
	vaddps	%xmm4, %xmm9, %xmm4
	vmulps	(%rbx,%r14){1to4}, %xmm8, %xmm9
	vaddps	%xmm5, %xmm9, %xmm5
	vmulps	(%rbx,%r11){1to4}, %xmm8, %xmm9
	vaddps	%xmm6, %xmm9, %xmm6
	vmulps	(%rbx,%r15){1to4}, %xmm8, %xmm8
	vaddps	%xmm7, %xmm8, %xmm7
	addq	%r8, %rbx
	addq	%r10, %r13
	incq	%r9
	cmpq	%r9, %rbp
	jne	.LBB11_8
.LBB11_9:
	movq	$-2, %r9
	movq	-112(%rsp), %r10
	subq	%r10, %r9
	movq	240(%rsp), %r13
	cmpq	%r13, %rdx
	movq	$-1, %r8
	cmovgeq	%r8, %r9
	andq	%r10, %r9
	je	.LBB11_11
	.p2align	4
.LBB11_10:
	tzcntq	%r9, %r8
	shll	$7, %r8d
	vaddps	(%rax,%r8), %xmm0, %xmm0
	vaddps	16(%rax,%r8), %xmm1, %xmm1
	vaddps	32(%rax,%r8), %xmm2, %xmm2
	vaddps	48(%rax,%r8), %xmm3, %xmm3
	vaddps	64(%rax,%r8), %xmm4, %xmm4
	vaddps	80(%rax,%r8), %xmm5, %xmm5
	vaddps	96(%rax,%r8), %xmm6, %xmm6
	vaddps	112(%rax,%r8), %xmm7, %xmm7
	blsrq	%r9, %r9
	jne	.LBB11_10
.LBB11_11:
	cmpq	%r13, %rdx
	jge	.LBB11_12
	incq	%r10
	movq	%r10, -112(%rsp)
	tzcntq	%r10, %r8
	shll	$7, %r8d
	vmovups	%xmm0, (%rax,%r8)
	vmovups	%xmm1, 16(%rax,%r8)
	vmovups	%xmm2, 32(%rax,%r8)
	vmovups	%xmm3, 48(%rax,%r8)
	vmovups	%xmm4, 64(%rax,%r8)
	vmovups	%xmm5, 80(%rax,%r8)
	vmovups	%xmm6, 96(%rax,%r8)
	vmovups	%xmm7, 112(%rax,%r8)
	movq	-104(%rsp), %r9
	addq	$32, %r9
	addq	$-32, %rbp
	movq	-120(%rsp), %r8
	addq	120(%rsp), %r8
	movq	%r8, -120(%rsp)
	movq	-128(%rsp), %r8
	addq	112(%rsp), %r8
	movq	%r8, -128(%rsp)
	jmp	.LBB11_6
	.p2align	4
.LBB11_2:
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm7, %xmm7, %xmm7
	movq	-24(%rsp), %r9
	movq	-40(%rsp), %rbx
	movq	-32(%rsp), %rsi
	jmp	.LBB11_3
.LBB11_4:
	addq	$160, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end11:
	.size	product_8_1_4, .Lfunc_end11-product_8_1_4

	.p2align	4
	.type	product_4_1_4,@function
product_4_1_4:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$112, %rsp
	movq	%r8, -112(%rsp)
	movq	%rcx, -88(%rsp)
	movq	%rdx, -96(%rsp)
	movq	%rsi, -128(%rsp)
	testq	%rdi, %rdi
	je	.LBB12_17
	movq	192(%rsp), %r8
	movq	184(%rsp), %r10
	movq	176(%rsp), %rsi
	testq	%r8, %r8
	movq	%rdi, -80(%rsp)
	jle	.LBB12_2
	movq	200(%rsp), %rbx
	movq	168(%rsp), %rdx
	movq	-128(%rsp), %rax
	addq	$-4, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -104(%rsp)
	leaq	-1(%rdi), %rsi
	movq	-112(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 24(%rsp)
	movq	-88(%rsp), %rcx
	movq	%rcx, %r9
	shlq	$4, %r9
	movq	%r9, -32(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 64(%rsp)
	movq	%rsi, %rax
	leaq	(,%rdx,4), %rsi
	movq	%rsi, 16(%rsp)
	leaq	(,%rdx,8), %rdx
	movq	%rdx, 56(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -40(%rsp)
	xorl	%esi, %esi
	movq	-96(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	jmp	.LBB12_5
	.p2align	4
.LBB12_16:
	movq	(%rsp), %rsi
	movq	%rsi, %rax
	movq	184(%rsp), %rcx
	imulq	%rcx, %rax
	movq	176(%rsp), %rdx
	leaq	(%rdx,%rax,4), %rax
	movq	-16(%rsp), %r9
	imulq	%rcx, %r9
	movq	-24(%rsp), %r10
	imulq	%rcx, %r10
	movq	-8(%rsp), %rdi
	imulq	%rcx, %rdi
	movq	-128(%rsp), %rdx
	leaq	(%rax,%rdx,4), %rcx
	vmovups	%xmm2, -16(%rax,%rdx,4)
	vmovups	%xmm3, -16(%rcx,%r9,4)
	vmovups	%xmm0, -16(%rcx,%r10,4)
	vmovups	%xmm1, -16(%rcx,%rdi,4)
	addq	$4, %rsi
	movq	8(%rsp), %rax
	addq	$-4, %rax
	movq	-120(%rsp), %rcx
	addq	-32(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	movq	-80(%rsp), %rdi
	cmpq	%rdi, %rsi
	jge	.LBB12_17
.LBB12_5:
	testq	%rax, %rax
	movl	$1, %edx
	cmovleq	%rax, %rdx
	movq	-40(%rsp), %rcx
	imulq	%rcx, %rdx
	movq	%rdx, 48(%rsp)
	cmpq	$2, %rax
	movl	$2, %edx
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 40(%rsp)
	cmpq	$3, %rax
	movl	$3, %edx
	movq	%rax, 8(%rsp)
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 32(%rsp)
	movq	%rsi, %rax
	movq	-88(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-96(%rsp), %rdx
	leaq	(%rdx,%rax,4), %r9
	movq	%rsi, (%rsp)
	notq	%rsi
	addq	%rdi, %rsi
	testq	%rsi, %rsi
	movl	$1, %edx
	cmovleq	%rsi, %rdx
	cmpq	$2, %rsi
	movl	$2, %edi
	cmovlq	%rsi, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rsi
	movq	%rdx, -16(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -56(%rsp)
	movq	%rdi, -24(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rsi, -8(%rsp)
	movq	%rsi, %rax
	imulq	%rcx, %rax
	movq	%r9, -48(%rsp)
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movl	$32, %edx
	xorl	%eax, %eax
	xorl	%r9d, %r9d
	.p2align	4
.LBB12_6:
	cmpq	%rdx, %r8
	movq	%rdx, 72(%rsp)
	cmovlq	%r8, %rdx
	leaq	32(%rax), %r10
	cmpq	%r8, %r10
	movq	%r8, %rcx
	cmovlq	%r10, %rcx
	movq	%rax, %rsi
	imulq	168(%rsp), %rsi
	movq	-104(%rsp), %r8
	vmovups	(%r8,%rsi,4), %xmm1
	movq	%rax, %rsi
	imulq	-112(%rsp), %rsi
	movq	-48(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm1, %xmm2
	movq	-56(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm1, %xmm3
	movq	-64(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm1, %xmm0
	movq	-72(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm1, %xmm1
	movq	%rax, %r12
	orq	$1, %r12
	cmpq	%rcx, %r12
	movq	%r9, 88(%rsp)
	movq	%r10, 80(%rsp)
	jge	.LBB12_12
	testb	$1, %dl
	jne	.LBB12_9
	movq	%r12, %rcx
	imulq	168(%rsp), %rcx
	imulq	-112(%rsp), %r12
	movq	-104(%rsp), %rsi
	vmovups	(%rsi,%rcx,4), %xmm4
	movq	-48(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm5
	movq	-56(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm6
	movq	-64(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm7
	movq	-72(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm4
	vaddps	%xmm5, %xmm2, %xmm2
	vaddps	%xmm6, %xmm3, %xmm3
	vaddps	%xmm7, %xmm0, %xmm0
	vaddps	%xmm4, %xmm1, %xmm1
	orq	$2, %rax
	movq	%rax, %r12
.LBB12_9:
	movq	%r9, %rax
	shlq	$5, %rax
	movq	%rdx, %rcx
	subq	%rax, %rcx
	cmpq	$2, %rcx
	movq	64(%rsp), %rdi
	movq	56(%rsp), %rcx
	je	.LBB12_12
	leaq	1(%r12), %r9
	movq	24(%rsp), %r15
	movq	%r15, %r8
	imulq	%r9, %r8
	movq	16(%rsp), %rsi
	imulq	%rsi, %r9
	imulq	%r12, %r15
	imulq	%r12, %rsi
	movq	48(%rsp), %r10
	leaq	(%r10,%r15), %rax
	movq	%rax, 104(%rsp)
	movq	40(%rsp), %r14
	leaq	(%r14,%r15), %rax
	movq	%rax, 96(%rsp)
	movq	32(%rsp), %rax
	leaq	(%rax,%r15), %r11
	leaq	(%r10,%r8), %rbp
	leaq	(%r14,%r8), %r13
	leaq	(%rax,%r8), %r10
	subq	%rdx, %r12
	movq	-104(%rsp), %rdx
	movq	-120(%rsp), %r14
	.p2align	4
.LBB12_11:
	vmovups	(%rdx,%rsi), %xmm4
	vmulps	(%r14,%r15){1to4}, %xmm4, %xmm5
	movq	104(%rsp), %rax
	vmulps	(%r14,%rax){1to4}, %xmm4, %xmm6
	vaddps	%xmm5, %xmm2, %xmm2
	vaddps	%xmm6, %xmm3, %xmm3
	movq	96(%rsp), %rax
	vmulps	(%r14,%rax){1to4}, %xmm4, %xmm5
	vmulps	(%r14,%r11){1to4}, %xmm4, %xmm4
	vaddps	%xmm5, %xmm0, %xmm0
	vaddps	%xmm4, %xmm1, %xmm1
	vmovups	(%rdx,%r9), %xmm4
	vmulps	(%r14,%r8){1to4}, %xmm4, %xmm5
	vaddps	%xmm5, %xmm2, %xmm2
	vmulps	(%r14,%rbp){1to4}, %xmm4, %xmm5
	vaddps	%xmm5, %xmm3, %xmm3
	vmulps	(%r14,%r13){1to4}, %xmm4, %xmm5
	vaddps	%xmm5, %xmm0, %xmm0
	vmulps	(%r14,%r10){1to4}, %xmm4, %xmm4
	vaddps	%xmm4, %xmm1, %xmm1
	addq	%rdi, %r14
	addq	%rcx, %rdx
	addq	$2, %r12
	jne	.LBB12_11
.LBB12_12:
	movq	$-2, %rax
	movq	88(%rsp), %r9
	subq	%r9, %rax
	movq	192(%rsp), %r8
	movq	80(%rsp), %rsi
	cmpq	%r8, %rsi
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r9, %rax
	je	.LBB12_14
	.p2align	4
.LBB12_13:
	tzcntq	%rax, %rcx
	shll	$6, %ecx
	vaddps	(%rbx,%rcx), %xmm2, %xmm2
	vaddps	16(%rbx,%rcx), %xmm3, %xmm3
	vaddps	32(%rbx,%rcx), %xmm0, %xmm0
	vaddps	48(%rbx,%rcx), %xmm1, %xmm1
	blsrq	%rax, %rax
	jne	.LBB12_13
.LBB12_14:
	cmpq	%r8, %rsi
	jge	.LBB12_16
	incq	%r9
	tzcntq	%r9, %rax
	shll	$6, %eax
	vmovups	%xmm2, (%rbx,%rax)
	vmovups	%xmm3, 16(%rbx,%rax)
	vmovups	%xmm0, 32(%rbx,%rax)
	vmovups	%xmm1, 48(%rbx,%rax)
	movq	72(%rsp), %rdx
	addq	$32, %rdx
	movq	%rsi, %rax
	jmp	.LBB12_6
.LBB12_2:
	leaq	-1(%rdi), %rax
	movq	%r10, %rcx
	shlq	$4, %rcx
	movq	-128(%rsp), %rdx
	leaq	-16(%rsi,%rdx,4), %rdx
	shlq	$2, %r10
	xorl	%esi, %esi
	vxorps	%xmm0, %xmm0, %xmm0
	.p2align	4
.LBB12_3:
	testq	%rax, %rax
	movl	$1, %edi
	cmovleq	%rax, %rdi
	imulq	%r10, %rdi
	cmpq	$2, %rax
	movl	$2, %r8d
	cmovlq	%rax, %r8
	imulq	%r10, %r8
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r10, %r9
	vmovups	%xmm0, (%rdx)
	vmovups	%xmm0, (%rdx,%rdi)
	vmovups	%xmm0, (%rdx,%r8)
	vmovups	%xmm0, (%rdx,%r9)
	addq	$4, %rsi
	addq	$-4, %rax
	addq	%rcx, %rdx
	cmpq	-80(%rsp), %rsi
	jl	.LBB12_3
.LBB12_17:
	addq	$112, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end12:
	.size	product_4_1_4, .Lfunc_end12-product_4_1_4

	.p2align	4
	.type	product_8_2_2,@function
product_8_2_2:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$168, %rsp
	movq	%rsi, -40(%rsp)
	movq	256(%rsp), %rax
	movq	224(%rsp), %rsi
	leaq	-1(%rdi), %r10
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 8(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%rsi, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 128(%rsp)
	movq	%rdx, -8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -88(%rsp)
	leaq	(,%rsi,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%r9, 136(%rsp)
	leaq	(%r9,%rsi,4), %rdx
	movq	%rdx, -16(%rsp)
	movq	%rcx, (%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -24(%rsp)
	xorl	%edx, %edx
	movq	%rdi, 16(%rsp)
	jmp	.LBB13_1
	.p2align	4
.LBB13_12:
	movq	48(%rsp), %rdx
	movq	40(%rsp), %rbx
	movq	32(%rsp), %rsi
	movq	24(%rsp), %rbp
.LBB13_3:
	movq	56(%rsp), %rcx
	vmovlps	%xmm8, (%rcx)
	vmovlps	%xmm13, -8(%rcx,%rdi,4)
	movq	64(%rsp), %rcx
	vmovlps	%xmm12, (%rcx)
	vmovlps	%xmm15, -8(%rcx,%rdi,4)
	movq	72(%rsp), %rcx
	vmovlps	%xmm5, (%rcx)
	vmovlps	%xmm10, -8(%rcx,%rdi,4)
	movq	80(%rsp), %rcx
	vmovlps	%xmm9, (%rcx)
	vmovlps	%xmm14, -8(%rcx,%rdi,4)
	vmovlps	%xmm2, (%rbp)
	vmovlps	%xmm6, -8(%rbp,%rdi,4)
	vmovlps	%xmm4, (%rsi)
	vmovlps	%xmm11, -8(%rsi,%rdi,4)
	vmovlps	%xmm0, (%rbx)
	vmovlps	%xmm3, -8(%rbx,%rdi,4)
	vmovlps	%xmm1, (%rdx)
	vmovlps	%xmm7, -8(%rdx,%rdi,4)
	movq	-32(%rsp), %rdx
	addq	$8, %rdx
	movq	88(%rsp), %r10
	addq	$-8, %r10
	movq	-88(%rsp), %rcx
	addq	8(%rsp), %rcx
	movq	%rcx, -88(%rsp)
	movq	16(%rsp), %rdi
	cmpq	%rdi, %rdx
	jge	.LBB13_4
.LBB13_1:
	movq	%rdx, -32(%rsp)
	testq	%r10, %r10
	movl	$1, %esi
	cmovleq	%r10, %rsi
	cmpq	$2, %r10
	movl	$2, %r12d
	cmovlq	%r10, %r12
	movl	$3, %r14d
	cmovleq	%r10, %r14
	cmpq	$4, %r10
	movl	$4, %r11d
	cmovlq	%r10, %r11
	movl	$5, %ecx
	cmovleq	%r10, %rcx
	cmpq	$6, %r10
	movl	$6, %r15d
	cmovlq	%r10, %r15
	movl	$7, %r13d
	movq	%r10, 88(%rsp)
	cmovleq	%r10, %r13
	movq	%rdx, %r8
	notq	%r8
	addq	%rdi, %r8
	testq	%r8, %r8
	movl	$1, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -96(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movl	$3, %edi
	cmovleq	%r8, %rdi
	movq	%rdi, -128(%rsp)
	cmpq	$4, %r8
	movl	$4, %ebp
	cmovlq	%r8, %rbp
	movl	$5, %r10d
	cmovleq	%r8, %r10
	cmpq	$6, %r8
	movl	$6, %ebx
	cmovlq	%r8, %rbx
	movl	$7, %edi
	cmovgq	%rdi, %r8
	movq	%rdx, -120(%rsp)
	movq	240(%rsp), %rdi
	movq	-120(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -120(%rsp)
	movq	-96(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -48(%rsp)
	movq	%r9, -112(%rsp)
	imulq	%rdi, %r9
	movq	%r9, -56(%rsp)
	movq	-128(%rsp), %rdx
	imulq	%rdi, %rdx
	movq	%rdx, -64(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdi, %rbp
	movq	%r10, -72(%rsp)
	imulq	%rdi, %r10
	movq	%rbx, -80(%rsp)
	imulq	%rdi, %rbx
	movq	%r8, %r9
	imulq	%rdi, %r9
	movq	232(%rsp), %rdi
	movq	-120(%rsp), %rdx
	leaq	(%rdi,%rdx,4), %rdx
	movq	-48(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 64(%rsp)
	movq	-56(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 72(%rsp)
	movq	-64(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, 80(%rsp)
	leaq	(%rdx,%rbp,4), %rbp
	leaq	(%rdx,%r10,4), %rdi
	movq	248(%rsp), %r10
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rdx, 56(%rsp)
	leaq	(%rdx,%r9,4), %rdx
	testq	%r10, %r10
	jle	.LBB13_2
	movq	%rbp, 24(%rsp)
	movq	%rdi, 32(%rsp)
	movq	%rbx, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-24(%rsp), %rdx
	imulq	%rdx, %rsi
	imulq	%rdx, %r12
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %rcx
	imulq	%rdx, %r15
	imulq	%rdx, %r13
	movq	-32(%rsp), %rdx
	movq	(%rsp), %r9
	imulq	%r9, %rdx
	movq	-96(%rsp), %rdi
	imulq	%r9, %rdi
	movq	-112(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -112(%rsp)
	movq	-128(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -128(%rsp)
	movq	-104(%rsp), %rbx
	imulq	%r9, %rbx
	movq	%rbx, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%r9, %rbp
	movq	-80(%rsp), %rbx
	imulq	%r9, %rbx
	imulq	%r9, %r8
	movq	-8(%rsp), %r9
	leaq	(%r9,%rdx,4), %rdx
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -56(%rsp)
	movq	-112(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -64(%rsp)
	movq	-128(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -72(%rsp)
	movq	-104(%rsp), %rdi
	leaq	(%rdx,%rdi,4), %rdi
	movq	%rdi, -80(%rsp)
	leaq	(%rdx,%rbp,4), %rdi
	movq	%rdi, 160(%rsp)
	leaq	(%rdx,%rbx,4), %rdi
	movq	%rdi, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r8d
	movq	$-1, %rbp
	movq	-16(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	movq	-88(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	xorl	%ebx, %ebx
	movq	$0, -112(%rsp)
	movq	-40(%rsp), %rdi
	.p2align	4
.LBB13_6:
	cmpq	%r8, %r10
	movq	%r8, -96(%rsp)
	cmovlq	%r10, %r8
	leaq	32(%rbx), %rdx
	cmpq	%r10, %rdx
	movq	%rdx, -104(%rsp)
	cmovlq	%rdx, %r10
	movq	%rbx, %rdx
	imulq	224(%rsp), %rdx
	movq	136(%rsp), %r9
	vmovsd	(%r9,%rdx,4), %xmm1
	leaq	(%r9,%rdx,4), %rdx
	vmovsd	-8(%rdx,%rdi,4), %xmm7
	movq	%rbx, %rdx
	imulq	128(%rsp), %rbx
	movq	-48(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm0
	movq	-56(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm2
	movq	-64(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm3
	movq	-72(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm4
	movq	-80(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm6
	movq	160(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm11
	movq	152(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm16
	movq	144(%rsp), %r9
	vbroadcastss	(%r9,%rbx,4), %xmm17
	orq	$1, %rdx
	vmulps	%xmm0, %xmm1, %xmm8
	vmulps	%xmm0, %xmm7, %xmm13
	vmulps	%xmm2, %xmm1, %xmm12
	vmulps	%xmm2, %xmm7, %xmm15
	vmulps	%xmm3, %xmm1, %xmm5
	vmulps	%xmm3, %xmm7, %xmm10
	vmulps	%xmm4, %xmm1, %xmm9
	vmulps	%xmm4, %xmm7, %xmm14
	vmulps	%xmm6, %xmm1, %xmm2
	vmulps	%xmm6, %xmm7, %xmm6
	vmulps	%xmm1, %xmm11, %xmm4
	vmulps	%xmm7, %xmm11, %xmm11
	vmulps	%xmm16, %xmm1, %xmm0
	vmulps	%xmm16, %xmm7, %xmm3
	vmulps	%xmm17, %xmm1, %xmm1
	vmulps	%xmm17, %xmm7, %xmm7
	cmpq	%r10, %rdx
	jge	.LBB13_9
	negq	%r8
	movq	-120(%rsp), %r10
	movq	-128(%rsp), %rbx
	movq	104(%rsp), %rdx
	movq	96(%rsp), %r9
	.p2align	4
.LBB13_8:
	vmovsd	(%r10), %xmm16
	vmovsd	-8(%r10,%rdi,4), %xmm17
	vbroadcastss	(%rbx), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm8, %xmm8
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm13, %xmm13
	vbroadcastss	(%rbx,%rsi), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm12, %xmm12
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm15, %xmm15
	vbroadcastss	(%rbx,%r12), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm5, %xmm5
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm10, %xmm10
	vbroadcastss	(%rbx,%r14), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm9, %xmm9
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm14, %xmm14
	vbroadcastss	(%rbx,%r11), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm2, %xmm2
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm6, %xmm6
	vbroadcastss	(%rbx,%rcx), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm4, %xmm4
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm11, %xmm11
	vbroadcastss	(%rbx,%r15), %xmm18
	vmulps	%xmm18, %xmm16, %xmm19
	vaddps	%xmm19, %xmm0, %xmm0
	vmulps	%xmm18, %xmm17, %xmm18
	vaddps	%xmm18, %xmm3, %xmm3
	vbroadcastss	(%rbx,%r13), %xmm18
	vmulps	%xmm18, %xmm16, %xmm16
	vaddps	%xmm16, %xmm1, %xmm1
	vmulps	%xmm18, %xmm17, %xmm16
	vaddps	%xmm16, %xmm7, %xmm7
	addq	%rdx, %rbx
	addq	%r9, %r10
	incq	%r8
	cmpq	%r8, %rbp
	jne	.LBB13_8
.LBB13_9:
	movq	$-2, %r8
	movq	-112(%rsp), %r9
	subq	%r9, %r8
	movq	248(%rsp), %r10
	movq	-104(%rsp), %rbx
	cmpq	%r10, %rbx
	movq	$-1, %rdx
	cmovgeq	%rdx, %r8
	andq	%r9, %r8
	je	.LBB13_11
	.p2align	4
.LBB13_10:
	tzcntq	%r8, %rdx
	shll	$7, %edx
	vmovsd	(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm8, %xmm8
	vmovsd	8(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm13, %xmm13
	vmovsd	16(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm12, %xmm12
	vmovsd	24(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm15, %xmm15
	vmovsd	32(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm5, %xmm5
	vmovsd	40(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm10, %xmm10
	vmovsd	48(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm9, %xmm9
	vmovsd	56(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm14, %xmm14
	vmovsd	64(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm2, %xmm2
	vmovsd	72(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm6, %xmm6
	vmovsd	80(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm4, %xmm4
	vmovsd	88(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm11, %xmm11
	vmovsd	96(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm0, %xmm0
	vmovsd	104(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm3, %xmm3
	vmovsd	112(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm1, %xmm1
	vmovsd	120(%rax,%rdx), %xmm16
	vaddps	%xmm16, %xmm7, %xmm7
	blsrq	%r8, %r8
	jne	.LBB13_10
.LBB13_11:
	cmpq	%r10, %rbx
	jge	.LBB13_12
	incq	%r9
	movq	%r9, -112(%rsp)
	tzcntq	%r9, %rdx
	shll	$7, %edx
	vinsertf128	$1, %xmm15, %ymm0, %ymm15
	vinsertf128	$1, %xmm13, %ymm0, %ymm13
	vperm2f128	$49, %ymm15, %ymm13, %ymm13
	vinsertf128	$1, %xmm12, %ymm8, %ymm8
	vpunpcklqdq	%ymm13, %ymm8, %ymm8
	vmovups	%ymm8, (%rax,%rdx)
	vinsertf128	$1, %xmm14, %ymm0, %ymm8
	vinsertf128	$1, %xmm10, %ymm0, %ymm10
	vperm2f128	$49, %ymm8, %ymm10, %ymm8
	vinsertf128	$1, %xmm9, %ymm5, %ymm5
	vpunpcklqdq	%ymm8, %ymm5, %ymm5
	vmovups	%ymm5, 32(%rax,%rdx)
	vinsertf128	$1, %xmm11, %ymm0, %ymm5
	vinsertf128	$1, %xmm6, %ymm0, %ymm6
	vperm2f128	$49, %ymm5, %ymm6, %ymm5
	vinsertf128	$1, %xmm4, %ymm2, %ymm2
	vpunpcklqdq	%ymm5, %ymm2, %ymm2
	vmovups	%ymm2, 64(%rax,%rdx)
	vinsertf128	$1, %xmm7, %ymm0, %ymm2
	vinsertf128	$1, %xmm3, %ymm0, %ymm3
	vperm2f128	$49, %ymm2, %ymm3, %ymm2
	vinsertf128	$1, %xmm1, %ymm0, %ymm0
	vpunpcklqdq	%ymm2, %ymm0, %ymm0
	vmovups	%ymm0, 96(%rax,%rdx)
	movq	-96(%rsp), %r8
	addq	$32, %r8
	addq	$-32, %rbp
	movq	-128(%rsp), %rdx
	addq	120(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-120(%rsp), %rdx
	addq	112(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	jmp	.LBB13_6
	.p2align	4
.LBB13_2:
	vxorps	%xmm8, %xmm8, %xmm8
	vxorps	%xmm13, %xmm13, %xmm13
	vxorps	%xmm12, %xmm12, %xmm12
	vxorps	%xmm15, %xmm15, %xmm15
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm10, %xmm10, %xmm10
	vxorps	%xmm9, %xmm9, %xmm9
	vxorps	%xmm14, %xmm14, %xmm14
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm11, %xmm11, %xmm11
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm7, %xmm7, %xmm7
	movq	%rdi, %rsi
	movq	-40(%rsp), %rdi
	jmp	.LBB13_3
.LBB13_4:
	addq	$168, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end13:
	.size	product_8_2_2, .Lfunc_end13-product_8_2_2

	.p2align	4
	.type	product_4_2_2,@function
product_4_2_2:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$112, %rsp
	movq	%r9, -104(%rsp)
	movq	%r8, -120(%rsp)
	movq	%rcx, -88(%rsp)
	movq	%rdx, -96(%rsp)
	testq	%rdi, %rdi
	je	.LBB14_19
	movq	192(%rsp), %r9
	movq	184(%rsp), %r15
	movq	176(%rsp), %r12
	testq	%r9, %r9
	jle	.LBB14_2
	movq	200(%rsp), %rbx
	movq	168(%rsp), %rdx
	leaq	-1(%rdi), %r8
	movq	-120(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 24(%rsp)
	movq	-88(%rsp), %rcx
	movq	%rcx, %r10
	shlq	$4, %r10
	movq	%r10, -32(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 64(%rsp)
	leaq	(,%rdx,4), %rax
	movq	%rax, 16(%rsp)
	leaq	(,%rdx,8), %rax
	movq	%rax, 56(%rsp)
	leaq	(,%rcx,4), %rax
	movq	%rax, -40(%rsp)
	xorl	%edx, %edx
	movq	-96(%rsp), %rax
	movq	%rax, -128(%rsp)
	movq	%rdi, -80(%rsp)
	movq	%rsi, -112(%rsp)
	movq	-112(%rsp), %rbp
	jmp	.LBB14_5
	.p2align	4
.LBB14_18:
	movq	(%rsp), %rdx
	movq	%rdx, %rax
	movq	184(%rsp), %r8
	imulq	%r8, %rax
	movq	176(%rsp), %rcx
	vmovlps	%xmm5, (%rcx,%rax,4)
	leaq	(%rcx,%rax,4), %rax
	movq	-24(%rsp), %rcx
	imulq	%r8, %rcx
	vmovlps	%xmm6, -8(%rax,%rsi,4)
	vmovlps	%xmm4, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovlps	%xmm7, -8(%rcx,%rsi,4)
	movq	-16(%rsp), %rcx
	imulq	%r8, %rcx
	vmovlps	%xmm1, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rcx
	vmovlps	%xmm3, -8(%rcx,%rsi,4)
	movq	-8(%rsp), %rcx
	imulq	%r8, %rcx
	vmovlps	%xmm0, (%rax,%rcx,4)
	leaq	(%rax,%rcx,4), %rax
	vmovlps	%xmm2, -8(%rax,%rsi,4)
	addq	$4, %rdx
	movq	8(%rsp), %r8
	addq	$-4, %r8
	movq	-128(%rsp), %rax
	addq	-32(%rsp), %rax
	movq	%rax, -128(%rsp)
	cmpq	%rdi, %rdx
	jge	.LBB14_19
.LBB14_5:
	testq	%r8, %r8
	movl	$1, %ecx
	cmovleq	%r8, %rcx
	movq	-40(%rsp), %rax
	imulq	%rax, %rcx
	movq	%rcx, 48(%rsp)
	cmpq	$2, %r8
	movl	$2, %ecx
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 40(%rsp)
	cmpq	$3, %r8
	movl	$3, %ecx
	movq	%r8, 8(%rsp)
	cmovlq	%r8, %rcx
	imulq	%rax, %rcx
	movq	%rcx, 32(%rsp)
	movq	%rdx, %rax
	movq	-88(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-96(%rsp), %r8
	leaq	(%r8,%rax,4), %r10
	movq	%rdx, (%rsp)
	notq	%rdx
	addq	%rdi, %rdx
	testq	%rdx, %rdx
	movl	$1, %r8d
	cmovleq	%rdx, %r8
	cmpq	$2, %rdx
	movl	$2, %edi
	cmovlq	%rdx, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rdx
	movq	%r8, -24(%rsp)
	movq	%r8, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -56(%rsp)
	movq	%rdi, -16(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rdx, -8(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	movq	%r10, -48(%rsp)
	leaq	(%r10,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movl	$32, %r14d
	xorl	%eax, %eax
	xorl	%r10d, %r10d
	.p2align	4
.LBB14_6:
	cmpq	%r14, %r9
	movq	%r14, 72(%rsp)
	cmovlq	%r9, %r14
	leaq	32(%rax), %r11
	cmpq	%r9, %r11
	movq	%r9, %rdi
	cmovlq	%r11, %rdi
	movq	%rax, %rcx
	imulq	168(%rsp), %rcx
	movq	-104(%rsp), %r8
	vmovsd	(%r8,%rcx,4), %xmm0
	leaq	(%r8,%rcx,4), %rcx
	vmovsd	-8(%rcx,%rsi,4), %xmm2
	movq	%rax, %rcx
	imulq	-120(%rsp), %rcx
	movq	-48(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm1
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm3
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm8
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm9
	movq	%rax, %rcx
	orq	$1, %rcx
	vmulps	%xmm1, %xmm0, %xmm5
	vmulps	%xmm1, %xmm2, %xmm6
	vmulps	%xmm3, %xmm0, %xmm4
	vmulps	%xmm3, %xmm2, %xmm7
	vmulps	%xmm0, %xmm8, %xmm1
	vmulps	%xmm2, %xmm8, %xmm3
	vmulps	%xmm0, %xmm9, %xmm0
	vmulps	%xmm2, %xmm9, %xmm2
	cmpq	%rdi, %rcx
	movq	%r10, 88(%rsp)
	movq	%r11, 80(%rsp)
	jge	.LBB14_12
	testb	$1, %r14b
	jne	.LBB14_9
	movq	%rcx, %rdi
	imulq	168(%rsp), %rdi
	movq	-104(%rsp), %r9
	leaq	(%r9,%rdi,4), %r8
	imulq	-120(%rsp), %rcx
	vmovsd	(%r9,%rdi,4), %xmm8
	vmovsd	-8(%r8,%rsi,4), %xmm9
	movq	-48(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vmulps	%xmm10, %xmm9, %xmm10
	movq	-56(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm12
	vmulps	%xmm12, %xmm8, %xmm13
	vmulps	%xmm12, %xmm9, %xmm12
	movq	-64(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm14
	vmulps	%xmm14, %xmm8, %xmm15
	vmulps	%xmm14, %xmm9, %xmm14
	movq	-72(%rsp), %rdx
	vbroadcastss	(%rdx,%rcx,4), %xmm16
	vmulps	%xmm16, %xmm8, %xmm8
	vmulps	%xmm16, %xmm9, %xmm9
	vaddps	%xmm5, %xmm11, %xmm5
	vaddps	%xmm6, %xmm10, %xmm6
	vaddps	%xmm4, %xmm13, %xmm4
	vaddps	%xmm7, %xmm12, %xmm7
	vaddps	%xmm1, %xmm15, %xmm1
	vaddps	%xmm3, %xmm14, %xmm3
	vaddps	%xmm0, %xmm8, %xmm0
	vaddps	%xmm2, %xmm9, %xmm2
	orq	$2, %rax
	movq	%rax, %rcx
.LBB14_9:
	movq	%r10, %rax
	shlq	$5, %rax
	movq	%r14, %rdi
	subq	%rax, %rdi
	cmpq	$2, %rdi
	movq	64(%rsp), %rdx
	movq	56(%rsp), %r11
	je	.LBB14_12
	leaq	1(%rcx), %r8
	movq	24(%rsp), %r10
	movq	%r10, %rax
	imulq	%r8, %rax
	movq	16(%rsp), %r15
	imulq	%r15, %r8
	movq	-104(%rsp), %rdi
	addq	%rdi, %r8
	imulq	%rcx, %r10
	imulq	%rcx, %r15
	addq	%rdi, %r15
	movq	48(%rsp), %rdi
	leaq	(%rdi,%r10), %rsi
	movq	%rsi, 104(%rsp)
	movq	40(%rsp), %r12
	leaq	(%r12,%r10), %rsi
	movq	%rsi, 96(%rsp)
	movq	32(%rsp), %r13
	leaq	(%r13,%r10), %rsi
	addq	%rax, %rdi
	addq	%rax, %r12
	addq	%rax, %r13
	subq	%r14, %rcx
	movq	-128(%rsp), %r14
	.p2align	4
.LBB14_11:
	vmovsd	(%r15), %xmm8
	vmovsd	-8(%r15,%rbp,4), %xmm9
	vbroadcastss	(%r14,%r10), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm5, %xmm11, %xmm5
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm6, %xmm10, %xmm6
	movq	104(%rsp), %r9
	vbroadcastss	(%r14,%r9), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm4, %xmm11, %xmm4
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm7, %xmm10, %xmm7
	movq	96(%rsp), %r9
	vbroadcastss	(%r14,%r9), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm1, %xmm11, %xmm1
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm3, %xmm10, %xmm3
	vbroadcastss	(%r14,%rsi), %xmm10
	vmulps	%xmm10, %xmm8, %xmm8
	vaddps	%xmm0, %xmm8, %xmm0
	vmulps	%xmm10, %xmm9, %xmm8
	vaddps	%xmm2, %xmm8, %xmm2
	vmovsd	(%r8), %xmm8
	vmovsd	-8(%r8,%rbp,4), %xmm9
	vbroadcastss	(%r14,%rax), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm5, %xmm11, %xmm5
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm6, %xmm10, %xmm6
	vbroadcastss	(%r14,%rdi), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm4, %xmm11, %xmm4
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm7, %xmm10, %xmm7
	vbroadcastss	(%r14,%r12), %xmm10
	vmulps	%xmm10, %xmm8, %xmm11
	vaddps	%xmm1, %xmm11, %xmm1
	vmulps	%xmm10, %xmm9, %xmm10
	vaddps	%xmm3, %xmm10, %xmm3
	vbroadcastss	(%r14,%r13), %xmm10
	vmulps	%xmm10, %xmm8, %xmm8
	vaddps	%xmm0, %xmm8, %xmm0
	vmulps	%xmm10, %xmm9, %xmm8
	vaddps	%xmm2, %xmm8, %xmm2
	addq	%rdx, %r14
	addq	%r11, %r8
	addq	%r11, %r15
	addq	$2, %rcx
	jne	.LBB14_11
.LBB14_12:
	movq	$-2, %rax
	movq	88(%rsp), %r10
	subq	%r10, %rax
	movq	192(%rsp), %r9
	movq	80(%rsp), %rdx
	cmpq	%r9, %rdx
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r10, %rax
	je	.LBB14_13
	movq	-80(%rsp), %rdi
	movq	-112(%rsp), %rsi
	.p2align	4
.LBB14_15:
	tzcntq	%rax, %rcx
	shll	$6, %ecx
	vmovsd	(%rbx,%rcx), %xmm8
	vaddps	%xmm5, %xmm8, %xmm5
	vmovsd	8(%rbx,%rcx), %xmm8
	vaddps	%xmm6, %xmm8, %xmm6
	vmovsd	16(%rbx,%rcx), %xmm8
	vaddps	%xmm4, %xmm8, %xmm4
	vmovsd	24(%rbx,%rcx), %xmm8
	vaddps	%xmm7, %xmm8, %xmm7
	vmovsd	32(%rbx,%rcx), %xmm8
	vaddps	%xmm1, %xmm8, %xmm1
	vmovsd	40(%rbx,%rcx), %xmm8
	vaddps	%xmm3, %xmm8, %xmm3
	vmovsd	48(%rbx,%rcx), %xmm8
	vaddps	%xmm0, %xmm8, %xmm0
	vmovsd	56(%rbx,%rcx), %xmm8
	vaddps	%xmm2, %xmm8, %xmm2
	blsrq	%rax, %rax
	jne	.LBB14_15
	cmpq	%r9, %rdx
	jl	.LBB14_17
	jmp	.LBB14_18
	.p2align	4
.LBB14_13:
	movq	-80(%rsp), %rdi
	movq	-112(%rsp), %rsi
	cmpq	%r9, %rdx
	jge	.LBB14_18
.LBB14_17:
	incq	%r10
	tzcntq	%r10, %rax
	shll	$6, %eax
	vinsertf128	$1, %xmm7, %ymm0, %ymm7
	vinsertf128	$1, %xmm6, %ymm0, %ymm6
	vperm2f128	$49, %ymm7, %ymm6, %ymm6
	vinsertf128	$1, %xmm4, %ymm5, %ymm4
	vpunpcklqdq	%ymm6, %ymm4, %ymm4
	vmovups	%ymm4, (%rbx,%rax)
	vinsertf128	$1, %xmm2, %ymm0, %ymm2
	vinsertf128	$1, %xmm3, %ymm0, %ymm3
	vperm2f128	$49, %ymm2, %ymm3, %ymm2
	vinsertf128	$1, %xmm0, %ymm1, %ymm0
	vpunpcklqdq	%ymm2, %ymm0, %ymm0
	vmovups	%ymm0, 32(%rbx,%rax)
	movq	72(%rsp), %r14
	addq	$32, %r14
	movq	%rdx, %rax
	jmp	.LBB14_6
.LBB14_2:
	leaq	-1(%rdi), %rax
	leaq	-8(,%rsi,4), %rcx
	leaq	-8(%r12,%rsi,4), %rdx
	movq	%r15, %rsi
	shlq	$4, %rsi
	shlq	$2, %r15
	xorl	%r14d, %r14d
	xorl	%r8d, %r8d
	.p2align	4
.LBB14_3:
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r15, %r9
	cmpq	$2, %rax
	movl	$2, %r10d
	cmovlq	%rax, %r10
	imulq	%r15, %r10
	testq	%rax, %rax
	movl	$1, %r11d
	cmovleq	%rax, %r11
	imulq	%r15, %r11
	leaq	(%r12,%r14), %rbx
	movq	$0, (%r12,%r14)
	movq	$0, (%rdx,%r14)
	movq	$0, (%r11,%rbx)
	addq	%rcx, %r11
	movq	$0, (%rbx,%r11)
	movq	$0, (%r10,%rbx)
	addq	%rcx, %r10
	movq	$0, (%rbx,%r10)
	movq	$0, (%r9,%rbx)
	addq	%rcx, %r9
	movq	$0, (%rbx,%r9)
	addq	$4, %r8
	addq	$-4, %rax
	addq	%rsi, %r14
	cmpq	%rdi, %r8
	jl	.LBB14_3
.LBB14_19:
	addq	$112, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end14:
	.size	product_4_2_2, .Lfunc_end14-product_4_2_2

	.p2align	4
	.type	product_8_1_2,@function
product_8_1_2:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$160, %rsp
	movq	248(%rsp), %rax
	movq	216(%rsp), %r10
	movq	%rsi, 32(%rsp)
	leaq	-8(%r9,%rsi,4), %rsi
	leaq	-1(%rdi), %r9
	movq	%rcx, %r11
	shlq	$5, %r11
	movq	%r11, 24(%rsp)
	movq	%r8, %r11
	shlq	$7, %r11
	movq	%r11, 120(%rsp)
	movq	%r10, %r11
	shlq	$7, %r11
	movq	%r11, 112(%rsp)
	leaq	(,%r8,4), %r11
	movq	%r11, 104(%rsp)
	movq	%r8, 136(%rsp)
	movq	%rdx, 8(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, -96(%rsp)
	movq	%rdi, %rbx
	leaq	(,%r10,4), %rdx
	movq	%rdx, 96(%rsp)
	movq	%rsi, 128(%rsp)
	leaq	(%rsi,%r10,4), %rdx
	movq	%rdx, (%rsp)
	movq	%rcx, 16(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -8(%rsp)
	xorl	%edx, %edx
	movq	%rdi, -40(%rsp)
	jmp	.LBB15_1
	.p2align	4
.LBB15_12:
	movq	-40(%rsp), %rbx
	movq	-24(%rsp), %r9
	movq	48(%rsp), %rdx
	movq	-32(%rsp), %rsi
	movq	40(%rsp), %rbp
.LBB15_3:
	movq	32(%rsp), %rcx
	vmovlps	%xmm1, -8(%rdx,%rcx,4)
	movq	88(%rsp), %rdx
	vmovlps	%xmm5, -8(%rdx,%rcx,4)
	vmovlps	%xmm4, -8(%rsi,%rcx,4)
	movq	80(%rsp), %rdx
	vmovlps	%xmm7, -8(%rdx,%rcx,4)
	vmovlps	%xmm0, -8(%rbp,%rcx,4)
	movq	72(%rsp), %rdx
	vmovlps	%xmm3, -8(%rdx,%rcx,4)
	movq	64(%rsp), %rdx
	vmovlps	%xmm2, -8(%rdx,%rcx,4)
	movq	56(%rsp), %rdx
	vmovlps	%xmm6, -8(%rdx,%rcx,4)
	movq	-16(%rsp), %rdx
	addq	$8, %rdx
	addq	$-8, %r9
	movq	-96(%rsp), %rcx
	addq	24(%rsp), %rcx
	movq	%rcx, -96(%rsp)
	cmpq	%rbx, %rdx
	jge	.LBB15_4
.LBB15_1:
	movq	%rdx, -16(%rsp)
	testq	%r9, %r9
	movl	$1, %r12d
	cmovleq	%r9, %r12
	cmpq	$2, %r9
	movl	$2, %ecx
	cmovlq	%r9, %rcx
	movl	$3, %edi
	cmovleq	%r9, %rdi
	cmpq	$4, %r9
	movl	$4, %esi
	cmovlq	%r9, %rsi
	movl	$5, %r14d
	cmovleq	%r9, %r14
	cmpq	$6, %r9
	movl	$6, %r11d
	cmovlq	%r9, %r11
	movl	$7, %r15d
	movq	%r9, -24(%rsp)
	cmovleq	%r9, %r15
	movq	%rdx, %r8
	notq	%r8
	addq	%rbx, %r8
	testq	%r8, %r8
	movl	$1, %r9d
	cmovleq	%r8, %r9
	movq	%r9, -120(%rsp)
	cmpq	$2, %r8
	movl	$2, %r9d
	cmovlq	%r8, %r9
	movq	%r9, -112(%rsp)
	movl	$3, %ebp
	cmovleq	%r8, %rbp
	cmpq	$4, %r8
	movl	$4, %r13d
	cmovlq	%r8, %r13
	movl	$5, %ebx
	cmovleq	%r8, %rbx
	cmpq	$6, %r8
	movl	$6, %r10d
	cmovlq	%r8, %r10
	movl	$7, %r9d
	cmovgq	%r9, %r8
	movq	%rdx, -128(%rsp)
	movq	232(%rsp), %rdx
	movq	-128(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -48(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -56(%rsp)
	movq	%rbp, -104(%rsp)
	imulq	%rdx, %rbp
	movq	%rbp, -64(%rsp)
	movq	%r13, -72(%rsp)
	imulq	%rdx, %r13
	movq	%rbx, -80(%rsp)
	imulq	%rdx, %rbx
	movq	%r10, -88(%rsp)
	imulq	%rdx, %r10
	movq	%r8, %r9
	imulq	%rdx, %r9
	movq	224(%rsp), %rdx
	movq	-128(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rdx
	movq	-48(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 88(%rsp)
	movq	-56(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, -32(%rsp)
	movq	-64(%rsp), %rbp
	leaq	(%rdx,%rbp,4), %rbp
	movq	%rbp, 80(%rsp)
	leaq	(%rdx,%r13,4), %rbp
	movq	240(%rsp), %r13
	leaq	(%rdx,%rbx,4), %rbx
	movq	%rbx, 72(%rsp)
	leaq	(%rdx,%r10,4), %r10
	movq	%r10, 64(%rsp)
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, 56(%rsp)
	testq	%r13, %r13
	jle	.LBB15_2
	movq	%rbp, 40(%rsp)
	movq	%rdx, 48(%rsp)
	movq	-8(%rsp), %rdx
	imulq	%rdx, %r12
	imulq	%rdx, %rcx
	imulq	%rdx, %rdi
	imulq	%rdx, %rsi
	imulq	%rdx, %r14
	imulq	%rdx, %r11
	imulq	%rdx, %r15
	movq	-16(%rsp), %r9
	movq	16(%rsp), %rdx
	imulq	%rdx, %r9
	movq	%r9, -128(%rsp)
	movq	-120(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -120(%rsp)
	movq	-112(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -112(%rsp)
	movq	-104(%rsp), %r9
	imulq	%rdx, %r9
	movq	%r9, -104(%rsp)
	movq	-72(%rsp), %rbp
	imulq	%rdx, %rbp
	movq	-80(%rsp), %rbx
	imulq	%rdx, %rbx
	movq	-88(%rsp), %r10
	imulq	%rdx, %r10
	imulq	%rdx, %r8
	movq	8(%rsp), %rdx
	movq	-128(%rsp), %r9
	leaq	(%rdx,%r9,4), %rdx
	movq	-120(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -56(%rsp)
	movq	-112(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -64(%rsp)
	movq	-104(%rsp), %r9
	leaq	(%rdx,%r9,4), %r9
	movq	%r9, -72(%rsp)
	leaq	(%rdx,%rbp,4), %r9
	movq	%r9, -80(%rsp)
	leaq	(%rdx,%rbx,4), %r9
	movq	%r9, -88(%rsp)
	leaq	(%rdx,%r10,4), %r9
	movq	%r9, 152(%rsp)
	movq	%rdx, -48(%rsp)
	leaq	(%rdx,%r8,4), %rdx
	movq	%rdx, 144(%rsp)
	movl	$32, %r9d
	movq	$-1, %rbp
	movq	(%rsp), %rdx
	movq	%rdx, -128(%rsp)
	movq	-96(%rsp), %rdx
	movq	%rdx, -120(%rsp)
	xorl	%edx, %edx
	movq	$0, -112(%rsp)
	.p2align	4
.LBB15_6:
	movq	%rdx, %r8
	cmpq	%r9, %r13
	movq	%r9, -104(%rsp)
	cmovlq	%r13, %r9
	addq	$32, %rdx
	cmpq	%r13, %rdx
	cmovlq	%rdx, %r13
	movq	%r8, %rbx
	imulq	216(%rsp), %rbx
	movq	128(%rsp), %r10
	vmovsd	(%r10,%rbx,4), %xmm6
	movq	%r8, %rbx
	imulq	136(%rsp), %r8
	movq	-48(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm1
	movq	-56(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm5
	movq	-64(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm4
	movq	-72(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm7
	movq	-80(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm0
	movq	-88(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm3
	movq	152(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm2
	movq	144(%rsp), %r10
	vmulps	(%r10,%r8,4){1to4}, %xmm6, %xmm6
	orq	$1, %rbx
	cmpq	%r13, %rbx
	jge	.LBB15_9
	negq	%r9
	movq	-128(%rsp), %r13
	movq	-120(%rsp), %rbx
	movq	104(%rsp), %r8
	movq	96(%rsp), %r10
	.p2align	4
.LBB15_8:
	vmovsd	(%r13), %xmm8
	vmulps	(%rbx){1to4}, %xmm8, %xmm9
	vaddps	%xmm1, %xmm9, %xmm1
	vmulps	(%rbx,%r12){1to4}, %xmm8, %xmm9
	vaddps	%xmm5, %xmm9, %xmm5
	vmulps	(%rbx,%rcx){1to4}, %xmm8, %xmm9
	vaddps	%xmm4, %xmm9, %xmm4
	vmulps	(%rbx,%rdi){1to4}, %xmm8, %xmm9
	vaddps	%xmm7, %xmm9, %xmm7
	vmulps	(%rbx,%rsi){1to4}, %xmm8, %xmm9
	vaddps	%xmm0, %xmm9, %xmm0
	vmulps	(%rbx,%r14){1to4}, %xmm8, %xmm9
	vaddps	%xmm3, %xmm9, %xmm3
	vmulps	(%rbx,%r11){1to4}, %xmm8, %xmm9
	vaddps	%xmm2, %xmm9, %xmm2
	vmulps	(%rbx,%r15){1to4}, %xmm8, %xmm8
	vaddps	%xmm6, %xmm8, %xmm6
	addq	%r8, %rbx
	addq	%r10, %r13
	incq	%r9
	cmpq	%r9, %rbp
	jne	.LBB15_8
.LBB15_9:
	movq	$-2, %r9
	movq	-112(%rsp), %r10
	subq	%r10, %r9
	movq	240(%rsp), %r13
	cmpq	%r13, %rdx
	movq	$-1, %r8
	cmovgeq	%r8, %r9
	andq	%r10, %r9
	je	.LBB15_11
	.p2align	4
.LBB15_10:
	tzcntq	%r9, %r8
	shll	$6, %r8d
	vmovsd	(%rax,%r8), %xmm8
	vaddps	%xmm1, %xmm8, %xmm1
	vmovsd	8(%rax,%r8), %xmm8
	vaddps	%xmm5, %xmm8, %xmm5
	vmovsd	16(%rax,%r8), %xmm8
	vaddps	%xmm4, %xmm8, %xmm4
	vmovsd	24(%rax,%r8), %xmm8
	vaddps	%xmm7, %xmm8, %xmm7
	vmovsd	32(%rax,%r8), %xmm8
	vaddps	%xmm0, %xmm8, %xmm0
	vmovsd	40(%rax,%r8), %xmm8
	vaddps	%xmm3, %xmm8, %xmm3
	vmovsd	48(%rax,%r8), %xmm8
	vaddps	%xmm2, %xmm8, %xmm2
	vmovsd	56(%rax,%r8), %xmm8
	vaddps	%xmm6, %xmm8, %xmm6
	blsrq	%r9, %r9
	jne	.LBB15_10
.LBB15_11:
	cmpq	%r13, %rdx
	jge	.LBB15_12
	incq	%r10
	movq	%r10, -112(%rsp)
	tzcntq	%r10, %r8
	shll	$6, %r8d
	vinsertf128	$1, %xmm7, %ymm0, %ymm7
	vinsertf128	$1, %xmm5, %ymm0, %ymm5
	vperm2f128	$49, %ymm7, %ymm5, %ymm5
	vinsertf128	$1, %xmm4, %ymm1, %ymm1
	vpunpcklqdq	%ymm5, %ymm1, %ymm1
	vmovups	%ymm1, (%rax,%r8)
	vinsertf128	$1, %xmm6, %ymm0, %ymm1
	vinsertf128	$1, %xmm3, %ymm0, %ymm3
	vperm2f128	$49, %ymm1, %ymm3, %ymm1
	vinsertf128	$1, %xmm2, %ymm0, %ymm0
	vpunpcklqdq	%ymm1, %ymm0, %ymm0
	vmovups	%ymm0, 32(%rax,%r8)
	movq	-104(%rsp), %r9
	addq	$32, %r9
	addq	$-32, %rbp
	movq	-120(%rsp), %r8
	addq	120(%rsp), %r8
	movq	%r8, -120(%rsp)
	movq	-128(%rsp), %r8
	addq	112(%rsp), %r8
	movq	%r8, -128(%rsp)
	jmp	.LBB15_6
	.p2align	4
.LBB15_2:
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm7, %xmm7, %xmm7
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm2, %xmm2, %xmm2
	vxorps	%xmm6, %xmm6, %xmm6
	movq	-24(%rsp), %r9
	movq	-40(%rsp), %rbx
	movq	-32(%rsp), %rsi
	jmp	.LBB15_3
.LBB15_4:
	addq	$160, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end15:
	.size	product_8_1_2, .Lfunc_end15-product_8_1_2

	.p2align	4
	.type	product_4_1_2,@function
product_4_1_2:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$112, %rsp
	movq	%r8, -112(%rsp)
	movq	%rcx, -88(%rsp)
	movq	%rdx, -96(%rsp)
	movq	%rsi, -128(%rsp)
	testq	%rdi, %rdi
	je	.LBB16_17
	movq	192(%rsp), %r8
	movq	184(%rsp), %r10
	movq	176(%rsp), %rsi
	testq	%r8, %r8
	movq	%rdi, -80(%rsp)
	jle	.LBB16_2
	movq	200(%rsp), %rbx
	movq	168(%rsp), %rdx
	movq	-128(%rsp), %rax
	addq	$-2, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -104(%rsp)
	leaq	-1(%rdi), %rsi
	movq	-112(%rsp), %rax
	leaq	(,%rax,4), %rcx
	movq	%rcx, 24(%rsp)
	movq	-88(%rsp), %rcx
	movq	%rcx, %r9
	shlq	$4, %r9
	movq	%r9, -32(%rsp)
	leaq	(,%rax,8), %rax
	movq	%rax, 64(%rsp)
	movq	%rsi, %rax
	leaq	(,%rdx,4), %rsi
	movq	%rsi, 16(%rsp)
	leaq	(,%rdx,8), %rdx
	movq	%rdx, 56(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, -40(%rsp)
	xorl	%esi, %esi
	movq	-96(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	jmp	.LBB16_5
	.p2align	4
.LBB16_16:
	movq	(%rsp), %rsi
	movq	%rsi, %rax
	movq	184(%rsp), %rcx
	imulq	%rcx, %rax
	movq	176(%rsp), %rdx
	leaq	(%rdx,%rax,4), %rax
	movq	-16(%rsp), %r9
	imulq	%rcx, %r9
	movq	-24(%rsp), %r10
	imulq	%rcx, %r10
	movq	-8(%rsp), %rdi
	imulq	%rcx, %rdi
	movq	-128(%rsp), %rdx
	leaq	(%rax,%rdx,4), %rcx
	vmovlps	%xmm1, -8(%rax,%rdx,4)
	vmovlps	%xmm2, -8(%rcx,%r9,4)
	vmovlps	%xmm0, -8(%rcx,%r10,4)
	vmovlps	%xmm3, -8(%rcx,%rdi,4)
	addq	$4, %rsi
	movq	8(%rsp), %rax
	addq	$-4, %rax
	movq	-120(%rsp), %rcx
	addq	-32(%rsp), %rcx
	movq	%rcx, -120(%rsp)
	movq	-80(%rsp), %rdi
	cmpq	%rdi, %rsi
	jge	.LBB16_17
.LBB16_5:
	testq	%rax, %rax
	movl	$1, %edx
	cmovleq	%rax, %rdx
	movq	-40(%rsp), %rcx
	imulq	%rcx, %rdx
	movq	%rdx, 48(%rsp)
	cmpq	$2, %rax
	movl	$2, %edx
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 40(%rsp)
	cmpq	$3, %rax
	movl	$3, %edx
	movq	%rax, 8(%rsp)
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, 32(%rsp)
	movq	%rsi, %rax
	movq	-88(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-96(%rsp), %rdx
	leaq	(%rdx,%rax,4), %r9
	movq	%rsi, (%rsp)
	notq	%rsi
	addq	%rdi, %rsi
	testq	%rsi, %rsi
	movl	$1, %edx
	cmovleq	%rsi, %rdx
	cmpq	$2, %rsi
	movl	$2, %edi
	cmovlq	%rsi, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rsi
	movq	%rdx, -16(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -56(%rsp)
	movq	%rdi, -24(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -64(%rsp)
	movq	%rsi, -8(%rsp)
	movq	%rsi, %rax
	imulq	%rcx, %rax
	movq	%r9, -48(%rsp)
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -72(%rsp)
	movl	$32, %edx
	xorl	%eax, %eax
	xorl	%r9d, %r9d
	.p2align	4
.LBB16_6:
	cmpq	%rdx, %r8
	movq	%rdx, 72(%rsp)
	cmovlq	%r8, %rdx
	leaq	32(%rax), %r10
	cmpq	%r8, %r10
	movq	%r8, %rcx
	cmovlq	%r10, %rcx
	movq	%rax, %rsi
	imulq	168(%rsp), %rsi
	movq	-104(%rsp), %r8
	vmovsd	(%r8,%rsi,4), %xmm3
	movq	%rax, %rsi
	imulq	-112(%rsp), %rsi
	movq	-48(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm3, %xmm1
	movq	-56(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm3, %xmm2
	movq	-64(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm3, %xmm0
	movq	-72(%rsp), %rdi
	vmulps	(%rdi,%rsi,4){1to4}, %xmm3, %xmm3
	movq	%rax, %r12
	orq	$1, %r12
	cmpq	%rcx, %r12
	movq	%r9, 88(%rsp)
	movq	%r10, 80(%rsp)
	jge	.LBB16_12
	testb	$1, %dl
	jne	.LBB16_9
	movq	%r12, %rcx
	imulq	168(%rsp), %rcx
	imulq	-112(%rsp), %r12
	movq	-104(%rsp), %rsi
	vmovsd	(%rsi,%rcx,4), %xmm4
	movq	-48(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm5
	movq	-56(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm6
	movq	-64(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm7
	movq	-72(%rsp), %rcx
	vmulps	(%rcx,%r12,4){1to4}, %xmm4, %xmm4
	vaddps	%xmm5, %xmm1, %xmm1
	vaddps	%xmm6, %xmm2, %xmm2
	vaddps	%xmm7, %xmm0, %xmm0
	vaddps	%xmm4, %xmm3, %xmm3
	orq	$2, %rax
	movq	%rax, %r12
.LBB16_9:
	movq	%r9, %rax
	shlq	$5, %rax
	movq	%rdx, %rcx
	subq	%rax, %rcx
	cmpq	$2, %rcx
	movq	64(%rsp), %rdi
	movq	56(%rsp), %rcx
	je	.LBB16_12
	leaq	1(%r12), %r9
	movq	24(%rsp), %r15
	movq	%r15, %r8
	imulq	%r9, %r8
	movq	16(%rsp), %rsi
	imulq	%rsi, %r9
	imulq	%r12, %r15
	imulq	%r12, %rsi
	movq	48(%rsp), %r10
	leaq	(%r10,%r15), %rax
	movq	%rax, 104(%rsp)
	movq	40(%rsp), %r14
	leaq	(%r14,%r15), %rax
	movq	%rax, 96(%rsp)
	movq	32(%rsp), %rax
	leaq	(%rax,%r15), %r11
	leaq	(%r10,%r8), %rbp
	leaq	(%r14,%r8), %r13
	leaq	(%rax,%r8), %r10
	subq	%rdx, %r12
	movq	-104(%rsp), %rdx
	movq	-120(%rsp), %r14
	.p2align	4
.LBB16_11:
	vmovsd	(%rdx,%rsi), %xmm4
	vmulps	(%r14,%r15){1to4}, %xmm4, %xmm5
	movq	104(%rsp), %rax
	vmulps	(%r14,%rax){1to4}, %xmm4, %xmm6
	vaddps	%xmm5, %xmm1, %xmm1
	vaddps	%xmm6, %xmm2, %xmm2
	movq	96(%rsp), %rax
	vmulps	(%r14,%rax){1to4}, %xmm4, %xmm5
	vmulps	(%r14,%r11){1to4}, %xmm4, %xmm4
	vaddps	%xmm5, %xmm0, %xmm0
	vaddps	%xmm4, %xmm3, %xmm3
	vmovsd	(%rdx,%r9), %xmm4
	vmulps	(%r14,%r8){1to4}, %xmm4, %xmm5
	vaddps	%xmm5, %xmm1, %xmm1
	vmulps	(%r14,%rbp){1to4}, %xmm4, %xmm5
	vaddps	%xmm5, %xmm2, %xmm2
	vmulps	(%r14,%r13){1to4}, %xmm4, %xmm5
	vaddps	%xmm5, %xmm0, %xmm0
	vmulps	(%r14,%r10){1to4}, %xmm4, %xmm4
	vaddps	%xmm4, %xmm3, %xmm3
	addq	%rdi, %r14
	addq	%rcx, %rdx
	addq	$2, %r12
	jne	.LBB16_11
.LBB16_12:
	movq	$-2, %rax
	movq	88(%rsp), %r9
	subq	%r9, %rax
	movq	192(%rsp), %r8
	movq	80(%rsp), %rsi
	cmpq	%r8, %rsi
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r9, %rax
	je	.LBB16_14
	.p2align	4
.LBB16_13:
	tzcntq	%rax, %rcx
	shll	$5, %ecx
	vmovsd	(%rbx,%rcx), %xmm4
	vaddps	%xmm4, %xmm1, %xmm1
	vmovsd	8(%rbx,%rcx), %xmm4
	vaddps	%xmm4, %xmm2, %xmm2
	vmovsd	16(%rbx,%rcx), %xmm4
	vaddps	%xmm4, %xmm0, %xmm0
	vmovsd	24(%rbx,%rcx), %xmm4
	vaddps	%xmm4, %xmm3, %xmm3
	blsrq	%rax, %rax
	jne	.LBB16_13
.LBB16_14:
	cmpq	%r8, %rsi
	jge	.LBB16_16
	incq	%r9
	tzcntq	%r9, %rax
	shll	$5, %eax
	vinsertf128	$1, %xmm3, %ymm0, %ymm3
	vinsertf128	$1, %xmm2, %ymm0, %ymm2
	vperm2f128	$49, %ymm3, %ymm2, %ymm2
	vinsertf128	$1, %xmm0, %ymm1, %ymm0
	vpunpcklqdq	%ymm2, %ymm0, %ymm0
	vmovups	%ymm0, (%rbx,%rax)
	movq	72(%rsp), %rdx
	addq	$32, %rdx
	movq	%rsi, %rax
	jmp	.LBB16_6
.LBB16_2:
	leaq	-1(%rdi), %rax
	movq	%r10, %rcx
	shlq	$4, %rcx
	movq	-128(%rsp), %rdx
	leaq	-8(%rsi,%rdx,4), %rdx
	shlq	$2, %r10
	xorl	%esi, %esi
	.p2align	4
.LBB16_3:
	testq	%rax, %rax
	movl	$1, %edi
	cmovleq	%rax, %rdi
	imulq	%r10, %rdi
	cmpq	$2, %rax
	movl	$2, %r8d
	cmovlq	%rax, %r8
	imulq	%r10, %r8
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r10, %r9
	movq	$0, (%rdx)
	movq	$0, (%rdx,%rdi)
	movq	$0, (%rdx,%r8)
	movq	$0, (%rdx,%r9)
	addq	$4, %rsi
	addq	$-4, %rax
	addq	%rcx, %rdx
	cmpq	-80(%rsp), %rsi
	jl	.LBB16_3
.LBB16_17:
	addq	$112, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	vzeroupper
	retq
.Lfunc_end16:
	.size	product_4_1_2, .Lfunc_end16-product_4_1_2

	.p2align	4
	.type	product_8_1_1,@function
product_8_1_1:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$280, %rsp
	movq	368(%rsp), %rax
	movq	336(%rsp), %r10
	movq	%rsi, 80(%rsp)
	leaq	-4(%r9,%rsi,4), %rsi
	movq	%rsi, -64(%rsp)
	leaq	-1(%rdi), %rsi
	leaq	(,%r8,4), %r9
	movq	%r9, 168(%rsp)
	movq	%rcx, %r9
	shlq	$5, %r9
	movq	%r9, 72(%rsp)
	movq	%r8, -24(%rsp)
	leaq	(,%r8,8), %r8
	leaq	(,%r10,4), %r9
	movq	%r9, 160(%rsp)
	leaq	(,%r10,8), %r9
	movq	%rcx, 64(%rsp)
	leaq	(,%rcx,4), %rcx
	movq	%rcx, 48(%rsp)
	xorl	%r11d, %r11d
	movq	%rdx, 56(%rsp)
	movq	%rdx, -104(%rsp)
	movq	%rdi, -40(%rsp)
	movq	%r8, 184(%rsp)
	movq	%r9, 176(%rsp)
	jmp	.LBB17_1
	.p2align	4
.LBB17_2:
	vxorps	%xmm3, %xmm3, %xmm3
	vxorps	%xmm7, %xmm7, %xmm7
	vxorps	%xmm4, %xmm4, %xmm4
	vxorps	%xmm6, %xmm6, %xmm6
	vxorps	%xmm1, %xmm1, %xmm1
	vxorps	%xmm5, %xmm5, %xmm5
	vxorps	%xmm0, %xmm0, %xmm0
	vxorps	%xmm2, %xmm2, %xmm2
.LBB17_3:
	movq	-40(%rsp), %rdi
	movq	80(%rsp), %rcx
	movq	144(%rsp), %rdx
	vmovss	%xmm3, -4(%rdx,%rcx,4)
	movq	136(%rsp), %rdx
	vmovss	%xmm7, -4(%rdx,%rcx,4)
	movq	128(%rsp), %rdx
	vmovss	%xmm4, -4(%rdx,%rcx,4)
	movq	120(%rsp), %rdx
	vmovss	%xmm6, -4(%rdx,%rcx,4)
	movq	112(%rsp), %rdx
	vmovss	%xmm1, -4(%rdx,%rcx,4)
	movq	104(%rsp), %rdx
	vmovss	%xmm5, -4(%rdx,%rcx,4)
	movq	96(%rsp), %rdx
	vmovss	%xmm0, -4(%rdx,%rcx,4)
	movq	88(%rsp), %rdx
	vmovss	%xmm2, -4(%rdx,%rcx,4)
	movq	-32(%rsp), %r11
	addq	$8, %r11
	movq	152(%rsp), %rsi
	addq	$-8, %rsi
	movq	-104(%rsp), %rcx
	addq	72(%rsp), %rcx
	movq	%rcx, -104(%rsp)
	cmpq	%rdi, %r11
	jge	.LBB17_4
.LBB17_1:
	movq	%r11, -32(%rsp)
	testq	%rsi, %rsi
	movl	$1, %ecx
	cmovleq	%rsi, %rcx
	movq	%rcx, -112(%rsp)
	cmpq	$2, %rsi
	movl	$2, %ecx
	cmovlq	%rsi, %rcx
	movq	%rcx, -72(%rsp)
	movl	$3, %ecx
	cmovleq	%rsi, %rcx
	movq	%rcx, -80(%rsp)
	cmpq	$4, %rsi
	movl	$4, %ecx
	cmovlq	%rsi, %rcx
	movq	%rcx, -120(%rsp)
	movl	$5, %ecx
	cmovleq	%rsi, %rcx
	movq	%rcx, -88(%rsp)
	cmpq	$6, %rsi
	movl	$6, %ecx
	cmovlq	%rsi, %rcx
	movq	%rcx, -96(%rsp)
	movl	$7, %ecx
	movq	%rsi, 152(%rsp)
	cmovleq	%rsi, %rcx
	movq	%rcx, -128(%rsp)
	movq	%r11, %rcx
	notq	%rcx
	addq	%rdi, %rcx
	testq	%rcx, %rcx
	movl	$1, %r14d
	cmovleq	%rcx, %r14
	cmpq	$2, %rcx
	movl	$2, %r15d
	cmovlq	%rcx, %r15
	movl	$3, %edi
	cmovleq	%rcx, %rdi
	cmpq	$4, %rcx
	movl	$4, %r8d
	cmovlq	%rcx, %r8
	movl	$5, %r9d
	cmovleq	%rcx, %r9
	cmpq	$6, %rcx
	movl	$6, %r10d
	cmovlq	%rcx, %r10
	movl	$7, %edx
	cmovgq	%rdx, %rcx
	movq	352(%rsp), %rsi
	imulq	%rsi, %r11
	movq	%r14, -48(%rsp)
	movq	%r14, %rbx
	imulq	%rsi, %rbx
	movq	%r15, -56(%rsp)
	movq	%r15, %r14
	imulq	%rsi, %r14
	movq	%rdi, %r15
	imulq	%rsi, %r15
	movq	%r8, %r12
	imulq	%rsi, %r12
	movq	%r9, %r13
	imulq	%rsi, %r13
	movq	%r10, %rbp
	imulq	%rsi, %rbp
	movq	%rcx, %rdx
	imulq	%rsi, %rdx
	movq	344(%rsp), %rsi
	leaq	(%rsi,%r11,4), %rsi
	leaq	(%rsi,%rbx,4), %r11
	movq	%r11, 136(%rsp)
	movq	360(%rsp), %rbx
	leaq	(%rsi,%r14,4), %r11
	movq	%r11, 128(%rsp)
	leaq	(%rsi,%r15,4), %r11
	movq	%r11, 120(%rsp)
	leaq	(%rsi,%r12,4), %r11
	movq	%r11, 112(%rsp)
	leaq	(%rsi,%r13,4), %r11
	movq	%r11, 104(%rsp)
	leaq	(%rsi,%rbp,4), %r11
	movq	%r11, 96(%rsp)
	movq	%rsi, 144(%rsp)
	leaq	(%rsi,%rdx,4), %rdx
	movq	%rdx, 88(%rsp)
	testq	%rbx, %rbx
	jle	.LBB17_2
	movq	48(%rsp), %rdx
	movq	-112(%rsp), %rsi
	imulq	%rdx, %rsi
	movq	%rsi, -112(%rsp)
	movq	-72(%rsp), %rsi
	imulq	%rdx, %rsi
	movq	%rsi, -72(%rsp)
	movq	-80(%rsp), %rsi
	imulq	%rdx, %rsi
	movq	%rsi, -80(%rsp)
	movq	-120(%rsp), %rsi
	imulq	%rdx, %rsi
	movq	%rsi, -120(%rsp)
	movq	-88(%rsp), %rsi
	imulq	%rdx, %rsi
	movq	%rsi, -88(%rsp)
	movq	-96(%rsp), %rsi
	imulq	%rdx, %rsi
	movq	%rsi, -96(%rsp)
	movq	-128(%rsp), %rsi
	imulq	%rdx, %rsi
	movq	%rsi, -128(%rsp)
	movq	-32(%rsp), %rdx
	movq	64(%rsp), %r11
	imulq	%r11, %rdx
	movq	-48(%rsp), %rsi
	imulq	%r11, %rsi
	movq	-56(%rsp), %r14
	imulq	%r11, %r14
	imulq	%r11, %rdi
	imulq	%r11, %r8
	imulq	%r11, %r9
	imulq	%r11, %r10
	imulq	%r11, %rcx
	movq	56(%rsp), %r11
	leaq	(%r11,%rdx,4), %rdx
	leaq	(%rdx,%rsi,4), %rsi
	movq	%rsi, 32(%rsp)
	leaq	(%rdx,%r14,4), %rsi
	movq	%rsi, 24(%rsp)
	leaq	(%rdx,%rdi,4), %rsi
	movq	%rsi, 16(%rsp)
	leaq	(%rdx,%r8,4), %rsi
	movq	%rsi, 8(%rsp)
	leaq	(%rdx,%r9,4), %rsi
	movq	%rsi, (%rsp)
	leaq	(%rdx,%r10,4), %rsi
	movq	%rsi, -8(%rsp)
	movq	%rdx, 40(%rsp)
	leaq	(%rdx,%rcx,4), %rcx
	movq	%rcx, -16(%rsp)
	movl	$32, %r8d
	xorl	%ecx, %ecx
	xorl	%r10d, %r10d
	.p2align	4
.LBB17_6:
	cmpq	%r8, %rbx
	movq	%r8, %r11
	cmovlq	%rbx, %r11
	leaq	32(%rcx), %r9
	cmpq	%rbx, %r9
	movq	%rbx, %rdx
	cmovlq	%r9, %rdx
	movq	%rcx, %rsi
	imulq	336(%rsp), %rsi
	movq	-64(%rsp), %rdi
	vmovss	(%rdi,%rsi,4), %xmm2
	movq	%rcx, %rsi
	imulq	-24(%rsp), %rsi
	movq	40(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm3
	movq	32(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm7
	movq	24(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm4
	movq	16(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm6
	movq	8(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm1
	movq	(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm5
	movq	-8(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm0
	movq	-16(%rsp), %rdi
	vmulss	(%rdi,%rsi,4), %xmm2, %xmm2
	movq	%rcx, %r12
	orq	$1, %r12
	cmpq	%rdx, %r12
	movq	%r8, 192(%rsp)
	movq	%r10, 208(%rsp)
	movq	%r9, 200(%rsp)
	jge	.LBB17_12
	testb	$1, %r11b
	jne	.LBB17_9
	movq	%r12, %rdx
	imulq	336(%rsp), %rdx
	imulq	-24(%rsp), %r12
	movq	-64(%rsp), %rsi
	vmovss	(%rsi,%rdx,4), %xmm8
	movq	40(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm9
	movq	32(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm10
	movq	24(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm11
	movq	16(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm12
	movq	8(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm13
	movq	(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm14
	movq	-8(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm15
	movq	-16(%rsp), %rdx
	vmulss	(%rdx,%r12,4), %xmm8, %xmm8
	vaddss	%xmm3, %xmm9, %xmm3
	vaddss	%xmm7, %xmm10, %xmm7
	vaddss	%xmm4, %xmm11, %xmm4
	vaddss	%xmm6, %xmm12, %xmm6
	vaddss	%xmm1, %xmm13, %xmm1
	vaddss	%xmm5, %xmm14, %xmm5
	vaddss	%xmm0, %xmm15, %xmm0
	vaddss	%xmm2, %xmm8, %xmm2
	orq	$2, %rcx
	movq	%rcx, %r12
.LBB17_9:
	movq	%r10, %rcx
	shlq	$5, %rcx
	movq	%r11, %rdx
	subq	%rcx, %rdx
	cmpq	$2, %rdx
	movq	184(%rsp), %r8
	movq	176(%rsp), %r15
	je	.LBB17_12
	leaq	1(%r12), %rbx
	movq	168(%rsp), %rsi
	movq	%rsi, %rdx
	imulq	%rbx, %rdx
	movq	160(%rsp), %rdi
	imulq	%rdi, %rbx
	imulq	%r12, %rsi
	imulq	%r12, %rdi
	movq	-112(%rsp), %rcx
	leaq	(%rcx,%rsi), %r9
	movq	%r9, -48(%rsp)
	movq	-72(%rsp), %r9
	leaq	(%r9,%rsi), %r10
	movq	%r10, -56(%rsp)
	movq	-80(%rsp), %r10
	leaq	(%r10,%rsi), %r14
	movq	%r14, 272(%rsp)
	movq	-120(%rsp), %r14
	leaq	(%r14,%rsi), %r13
	movq	%r13, 264(%rsp)
	movq	-88(%rsp), %r13
	leaq	(%r13,%rsi), %rbp
	movq	%rbp, 256(%rsp)
	movq	-96(%rsp), %rbp
	leaq	(%rbp,%rsi), %r14
	movq	%r14, 248(%rsp)
	movq	-128(%rsp), %rcx
	leaq	(%rcx,%rsi), %r14
	movq	%r14, 240(%rsp)
	movq	-112(%rsp), %rcx
	addq	%rdx, %rcx
	movq	%rcx, 232(%rsp)
	leaq	(%r9,%rdx), %rcx
	movq	%rcx, 224(%rsp)
	leaq	(%r10,%rdx), %r9
	movq	%r9, 216(%rsp)
	subq	%r11, %r12
	movq	-120(%rsp), %rcx
	leaq	(%rcx,%rdx), %r14
	leaq	(%r13,%rdx), %r10
	addq	%rdx, %rbp
	movq	-128(%rsp), %rcx
	leaq	(%rcx,%rdx), %r13
	movq	-64(%rsp), %rcx
	movq	-104(%rsp), %r9
	.p2align	4
.LBB17_11:
	vmovss	(%rcx,%rdi), %xmm8
	vmulss	(%r9,%rsi), %xmm8, %xmm9
	movq	-48(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm10
	vaddss	%xmm3, %xmm9, %xmm3
	vaddss	%xmm7, %xmm10, %xmm7
	movq	-56(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm9
	movq	272(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm10
	vaddss	%xmm4, %xmm9, %xmm4
	vaddss	%xmm6, %xmm10, %xmm6
	movq	264(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm9
	movq	256(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm10
	vaddss	%xmm1, %xmm9, %xmm1
	vaddss	%xmm5, %xmm10, %xmm5
	movq	248(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm9
	movq	240(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm8
	vaddss	%xmm0, %xmm9, %xmm0
	vaddss	%xmm2, %xmm8, %xmm2
	vmovss	(%rcx,%rbx), %xmm8
	vmulss	(%r9,%rdx), %xmm8, %xmm9
	vaddss	%xmm3, %xmm9, %xmm3
	movq	232(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm9
	vaddss	%xmm7, %xmm9, %xmm7
	movq	224(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm9
	vaddss	%xmm4, %xmm9, %xmm4
	movq	216(%rsp), %r11
	vmulss	(%r9,%r11), %xmm8, %xmm9
	vaddss	%xmm6, %xmm9, %xmm6
	vmulss	(%r9,%r14), %xmm8, %xmm9
	vaddss	%xmm1, %xmm9, %xmm1
	vmulss	(%r9,%r10), %xmm8, %xmm9
	vaddss	%xmm5, %xmm9, %xmm5
	vmulss	(%r9,%rbp), %xmm8, %xmm9
	vaddss	%xmm0, %xmm9, %xmm0
	vmulss	(%r9,%r13), %xmm8, %xmm8
	vaddss	%xmm2, %xmm8, %xmm2
	addq	%r8, %r9
	addq	%r15, %rcx
	addq	$2, %r12
	jne	.LBB17_11
.LBB17_12:
	movq	$-2, %rcx
	movq	208(%rsp), %r10
	subq	%r10, %rcx
	movq	360(%rsp), %rbx
	movq	200(%rsp), %rsi
	cmpq	%rbx, %rsi
	movq	$-1, %rdx
	cmovgeq	%rdx, %rcx
	andq	%r10, %rcx
	je	.LBB17_14
	.p2align	4
.LBB17_13:
	tzcntq	%rcx, %rdx
	shll	$5, %edx
	vaddss	(%rax,%rdx), %xmm3, %xmm3
	vaddss	4(%rax,%rdx), %xmm7, %xmm7
	vaddss	8(%rax,%rdx), %xmm4, %xmm4
	vaddss	12(%rax,%rdx), %xmm6, %xmm6
	vaddss	16(%rax,%rdx), %xmm1, %xmm1
	vaddss	20(%rax,%rdx), %xmm5, %xmm5
	vaddss	24(%rax,%rdx), %xmm0, %xmm0
	vaddss	28(%rax,%rdx), %xmm2, %xmm2
	blsrq	%rcx, %rcx
	jne	.LBB17_13
.LBB17_14:
	cmpq	%rbx, %rsi
	jge	.LBB17_3
	incq	%r10
	tzcntq	%r10, %rcx
	shll	$5, %ecx
	vmovss	%xmm3, (%rax,%rcx)
	vmovss	%xmm7, 4(%rax,%rcx)
	vmovss	%xmm4, 8(%rax,%rcx)
	vmovss	%xmm6, 12(%rax,%rcx)
	vmovss	%xmm1, 16(%rax,%rcx)
	vmovss	%xmm5, 20(%rax,%rcx)
	vmovss	%xmm0, 24(%rax,%rcx)
	vmovss	%xmm2, 28(%rax,%rcx)
	movq	192(%rsp), %r8
	addq	$32, %r8
	movq	%rsi, %rcx
	jmp	.LBB17_6
.LBB17_4:
	addq	$280, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end17:
	.size	product_8_1_1, .Lfunc_end17-product_8_1_1

	.p2align	4
	.type	product_4_1_1,@function
product_4_1_1:
	pushq	%rbp
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%rbx
	subq	$240, %rsp
	movq	%r8, -40(%rsp)
	movq	%rcx, -96(%rsp)
	movq	%rdx, -104(%rsp)
	movq	%rsi, -120(%rsp)
	testq	%rdi, %rdi
	je	.LBB18_21
	movq	320(%rsp), %r15
	movq	312(%rsp), %r11
	movq	304(%rsp), %rsi
	testq	%r15, %r15
	jle	.LBB18_2
	movq	328(%rsp), %rbx
	movq	296(%rsp), %r10
	movq	-120(%rsp), %rcx
	leaq	-1(%rcx), %rax
	leaq	(%r9,%rax,4), %rax
	movq	%rax, -24(%rsp)
	leaq	-1(%rdi), %r11
	movq	-40(%rsp), %rdx
	leaq	(,%rdx,4), %rax
	movq	%rax, -80(%rsp)
	movq	-104(%rsp), %r8
	leaq	(%r8,%rdx,4), %r14
	movq	-96(%rsp), %rsi
	movq	%rsi, %rax
	shlq	$4, %rax
	movq	%rax, 8(%rsp)
	movq	%rdx, %rax
	shlq	$7, %rax
	movq	%rax, 80(%rsp)
	leaq	(,%r10,4), %rax
	movq	%rax, -56(%rsp)
	leaq	(,%rcx,4), %rax
	leaq	(%rax,%r10,4), %rax
	leaq	-4(%r9,%rax), %rax
	movq	%rax, (%rsp)
	movq	%r11, %rax
	movq	%r10, %rcx
	shlq	$7, %rcx
	movq	%rcx, 72(%rsp)
	shlq	$4, %rdx
	movq	%rdx, 64(%rsp)
	shlq	$4, %r10
	movq	%r10, 56(%rsp)
	leaq	(,%rsi,4), %rcx
	movq	%rcx, -8(%rsp)
	xorl	%esi, %esi
	movq	%r8, -88(%rsp)
	movq	%rdi, -48(%rsp)
	jmp	.LBB18_5
	.p2align	4
.LBB18_20:
	movq	40(%rsp), %rsi
	movq	%rsi, %rax
	movq	312(%rsp), %rcx
	imulq	%rcx, %rax
	movq	304(%rsp), %rdx
	leaq	(%rdx,%rax,4), %rax
	movq	24(%rsp), %r10
	imulq	%rcx, %r10
	movq	16(%rsp), %r11
	imulq	%rcx, %r11
	movq	32(%rsp), %r8
	imulq	%rcx, %r8
	movq	-120(%rsp), %rdx
	leaq	(%rax,%rdx,4), %rcx
	vmovss	%xmm3, -4(%rax,%rdx,4)
	vmovss	%xmm2, -4(%rcx,%r10,4)
	vmovss	%xmm1, -4(%rcx,%r11,4)
	vmovss	%xmm0, -4(%rcx,%r8,4)
	addq	$4, %rsi
	movq	48(%rsp), %rax
	addq	$-4, %rax
	movq	8(%rsp), %rcx
	addq	%rcx, %r14
	addq	%rcx, -88(%rsp)
	cmpq	%rdi, %rsi
	jge	.LBB18_21
.LBB18_5:
	movq	%r14, -32(%rsp)
	testq	%rax, %rax
	movl	$1, %edx
	cmovleq	%rax, %rdx
	movq	-8(%rsp), %rcx
	imulq	%rcx, %rdx
	movq	%rdx, -128(%rsp)
	cmpq	$2, %rax
	movl	$2, %edx
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, -64(%rsp)
	cmpq	$3, %rax
	movl	$3, %edx
	movq	%rax, 48(%rsp)
	cmovlq	%rax, %rdx
	imulq	%rcx, %rdx
	movq	%rdx, -72(%rsp)
	movq	%rsi, %rax
	movq	-96(%rsp), %rcx
	imulq	%rcx, %rax
	movq	-104(%rsp), %rdx
	leaq	(%rdx,%rax,4), %r8
	movq	%rsi, 40(%rsp)
	notq	%rsi
	addq	%rdi, %rsi
	testq	%rsi, %rsi
	movl	$1, %edx
	cmovleq	%rsi, %rdx
	cmpq	$2, %rsi
	movl	$2, %edi
	cmovlq	%rsi, %rdi
	movl	$3, %eax
	cmovgq	%rax, %rsi
	movq	%rdx, 24(%rsp)
	movq	%rdx, %rax
	imulq	%rcx, %rax
	leaq	(%r8,%rax,4), %rax
	movq	%rax, 104(%rsp)
	movq	%rdi, 16(%rsp)
	movq	%rdi, %rax
	imulq	%rcx, %rax
	leaq	(%r8,%rax,4), %rax
	movq	%rax, 96(%rsp)
	movq	%rsi, 32(%rsp)
	movq	%rsi, %rax
	imulq	%rcx, %rax
	movq	%r8, 112(%rsp)
	leaq	(%r8,%rax,4), %rax
	movq	%rax, 88(%rsp)
	movl	$32, %edi
	movq	(%rsp), %r8
	xorl	%edx, %edx
	xorl	%r12d, %r12d
	.p2align	4
.LBB18_6:
	cmpq	%rdi, %r15
	movq	%rdi, %r13
	cmovlq	%r15, %r13
	leaq	32(%rdx), %r11
	cmpq	%r15, %r11
	movq	%r15, %rax
	cmovlq	%r11, %rax
	movq	%rdx, %rcx
	imulq	296(%rsp), %rcx
	movq	-24(%rsp), %rsi
	vmovss	(%rsi,%rcx,4), %xmm0
	movq	%rdx, %rcx
	imulq	-40(%rsp), %rcx
	movq	112(%rsp), %rsi
	vmulss	(%rsi,%rcx,4), %xmm0, %xmm3
	movq	104(%rsp), %rsi
	vmulss	(%rsi,%rcx,4), %xmm0, %xmm2
	movq	96(%rsp), %rsi
	vmulss	(%rsi,%rcx,4), %xmm0, %xmm1
	movq	88(%rsp), %rsi
	vmulss	(%rsi,%rcx,4), %xmm0, %xmm0
	movq	%rdx, %r15
	orq	$1, %r15
	cmpq	%rax, %r15
	movq	%rdi, 128(%rsp)
	movq	%r8, -16(%rsp)
	movq	%r14, 120(%rsp)
	movq	%r12, 144(%rsp)
	movq	%r11, 136(%rsp)
	jge	.LBB18_14
	movl	%r13d, %eax
	andl	$3, %eax
	cmpl	$1, %eax
	movq	-56(%rsp), %r10
	je	.LBB18_11
	leal	-1(%r13), %eax
	movzbl	%al, %eax
	andl	$3, %eax
	movq	$-1, %rcx
	movq	%r8, %rsi
	movq	%r14, %rdi
	movq	-80(%rsp), %r9
	movq	-128(%rsp), %r11
	movq	-64(%rsp), %r14
	movq	-72(%rsp), %r15
	.p2align	4
.LBB18_9:
	vmovss	(%rsi), %xmm4
	vmulss	(%rdi), %xmm4, %xmm5
	vmulss	(%rdi,%r11), %xmm4, %xmm6
	vaddss	%xmm5, %xmm3, %xmm3
	vaddss	%xmm6, %xmm2, %xmm2
	vmulss	(%rdi,%r14), %xmm4, %xmm5
	vmulss	(%rdi,%r15), %xmm4, %xmm4
	vaddss	%xmm5, %xmm1, %xmm1
	vaddss	%xmm4, %xmm0, %xmm0
	addq	%r9, %rdi
	addq	%r10, %rsi
	leaq	-1(%rax,%rcx), %r8
	decq	%rcx
	cmpq	$-1, %r8
	jne	.LBB18_9
	subq	%rcx, %rdx
	movq	%rdx, %r15
.LBB18_11:
	movq	%r12, %rax
	shlq	$5, %rax
	negq	%rax
	leaq	-2(%r13,%rax), %rax
	cmpq	$3, %rax
	movq	64(%rsp), %r14
	movq	56(%rsp), %r9
	jb	.LBB18_14
	leaq	3(%r15), %r12
	movq	-80(%rsp), %r8
	movq	%r13, -112(%rsp)
	movq	%r8, %r13
	imulq	%r12, %r13
	movq	-56(%rsp), %r10
	imulq	%r10, %r12
	leaq	2(%r15), %r11
	movq	%r8, %rdx
	imulq	%r11, %rdx
	imulq	%r10, %r11
	leaq	1(%r15), %rcx
	movq	%r8, %rax
	imulq	%rcx, %rax
	imulq	%r10, %rcx
	imulq	%r15, %r8
	imulq	%r15, %r10
	movq	-128(%rsp), %rsi
	leaq	(%rsi,%r8), %rdi
	movq	%rdi, 232(%rsp)
	movq	-64(%rsp), %rdi
	leaq	(%rdi,%r8), %rbp
	movq	%rbp, 224(%rsp)
	movq	-72(%rsp), %rbp
	leaq	(%rbp,%r8), %rsi
	movq	%rsi, 216(%rsp)
	movq	-128(%rsp), %rsi
	addq	%rax, %rsi
	movq	%rsi, 208(%rsp)
	leaq	(%rdi,%rax), %rsi
	movq	%rsi, 200(%rsp)
	leaq	(%rbp,%rax), %rsi
	movq	%rsi, 192(%rsp)
	subq	-112(%rsp), %r15
	movq	-128(%rsp), %rsi
	addq	%rdx, %rsi
	movq	%rsi, -112(%rsp)
	leaq	(%rdi,%rdx), %rsi
	movq	%rsi, 184(%rsp)
	leaq	(%rbp,%rdx), %rsi
	movq	%rsi, 176(%rsp)
	movq	-128(%rsp), %rsi
	addq	%r13, %rsi
	movq	%rsi, 168(%rsp)
	leaq	(%rdi,%r13), %rsi
	movq	%rsi, 160(%rsp)
	leaq	(%rbp,%r13), %rsi
	movq	%rsi, 152(%rsp)
	movq	-24(%rsp), %rbp
	movq	-88(%rsp), %rsi
	.p2align	4
.LBB18_13:
	vmovss	(%rbp,%r10), %xmm4
	vmulss	(%rsi,%r8), %xmm4, %xmm5
	vaddss	%xmm5, %xmm3, %xmm3
	movq	232(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm5
	vaddss	%xmm5, %xmm2, %xmm2
	movq	224(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm5
	vaddss	%xmm5, %xmm1, %xmm1
	movq	216(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm4
	vaddss	%xmm4, %xmm0, %xmm0
	vmovss	(%rbp,%rcx), %xmm4
	vmulss	(%rsi,%rax), %xmm4, %xmm5
	vaddss	%xmm5, %xmm3, %xmm3
	movq	208(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm5
	vaddss	%xmm5, %xmm2, %xmm2
	movq	200(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm5
	vaddss	%xmm5, %xmm1, %xmm1
	movq	192(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm4
	vaddss	%xmm4, %xmm0, %xmm0
	vmovss	(%rbp,%r11), %xmm4
	vmulss	(%rsi,%rdx), %xmm4, %xmm5
	movq	-112(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm6
	vaddss	%xmm5, %xmm3, %xmm3
	vaddss	%xmm6, %xmm2, %xmm2
	movq	184(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm5
	movq	176(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm4
	vaddss	%xmm5, %xmm1, %xmm1
	vaddss	%xmm4, %xmm0, %xmm0
	vmovss	(%rbp,%r12), %xmm4
	vmulss	(%rsi,%r13), %xmm4, %xmm5
	vaddss	%xmm5, %xmm3, %xmm3
	movq	168(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm5
	vaddss	%xmm5, %xmm2, %xmm2
	movq	160(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm5
	vaddss	%xmm5, %xmm1, %xmm1
	movq	152(%rsp), %rdi
	vmulss	(%rsi,%rdi), %xmm4, %xmm4
	vaddss	%xmm4, %xmm0, %xmm0
	addq	%r14, %rsi
	addq	%r9, %rbp
	addq	$4, %r15
	jne	.LBB18_13
.LBB18_14:
	movq	$-2, %rax
	movq	144(%rsp), %r12
	subq	%r12, %rax
	movq	320(%rsp), %r15
	movq	136(%rsp), %rdx
	cmpq	%r15, %rdx
	movq	$-1, %rcx
	cmovgeq	%rcx, %rax
	andq	%r12, %rax
	je	.LBB18_15
	movq	-48(%rsp), %rdi
	movq	-32(%rsp), %r14
	movq	-16(%rsp), %r8
	.p2align	4
.LBB18_17:
	tzcntq	%rax, %rcx
	shll	$4, %ecx
	vaddss	(%rbx,%rcx), %xmm3, %xmm3
	vaddss	4(%rbx,%rcx), %xmm2, %xmm2
	vaddss	8(%rbx,%rcx), %xmm1, %xmm1
	vaddss	12(%rbx,%rcx), %xmm0, %xmm0
	blsrq	%rax, %rax
	jne	.LBB18_17
	cmpq	%r15, %rdx
	jl	.LBB18_19
	jmp	.LBB18_20
	.p2align	4
.LBB18_15:
	movq	-48(%rsp), %rdi
	movq	-32(%rsp), %r14
	movq	-16(%rsp), %r8
	cmpq	%r15, %rdx
	jge	.LBB18_20
.LBB18_19:
	incq	%r12
	tzcntq	%r12, %rax
	shll	$4, %eax
	vmovss	%xmm3, (%rbx,%rax)
	vmovss	%xmm2, 4(%rbx,%rax)
	vmovss	%xmm1, 8(%rbx,%rax)
	vmovss	%xmm0, 12(%rbx,%rax)
	movq	128(%rsp), %rdi
	addq	$32, %rdi
	movq	120(%rsp), %r14
	addq	80(%rsp), %r14
	addq	72(%rsp), %r8
	jmp	.LBB18_6
.LBB18_2:
	leaq	-1(%rdi), %rax
	movq	%r11, %rcx
	shlq	$4, %rcx
	movq	-120(%rsp), %rdx
	leaq	-4(%rsi,%rdx,4), %rdx
	shlq	$2, %r11
	xorl	%esi, %esi
	.p2align	4
.LBB18_3:
	testq	%rax, %rax
	movl	$1, %r10d
	cmovleq	%rax, %r10
	imulq	%r11, %r10
	cmpq	$2, %rax
	movl	$2, %r8d
	cmovlq	%rax, %r8
	imulq	%r11, %r8
	cmpq	$3, %rax
	movl	$3, %r9d
	cmovlq	%rax, %r9
	imulq	%r11, %r9
	movl	$0, (%rdx)
	movl	$0, (%rdx,%r10)
	movl	$0, (%rdx,%r8)
	movl	$0, (%rdx,%r9)
	addq	$4, %rsi
	addq	$-4, %rax
	addq	%rcx, %rdx
	cmpq	%rdi, %rsi
	jl	.LBB18_3
.LBB18_21:
	addq	$240, %rsp
	popq	%rbx
	popq	%r12
	popq	%r13
	popq	%r14
	popq	%r15
	popq	%rbp
	retq
.Lfunc_end18:
	.size	product_4_1_1, .Lfunc_end18-product_4_1_1

	.globl	_ZN7cpython11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx
	.p2align	4
	.type	_ZN7cpython11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx,@function
_ZN7cpython11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$520, %rsp
	.cfi_def_cfa_offset 576
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%rsi, %rdi
	subq	$8, %rsp
	.cfi_adjust_cfa_offset 8
	leaq	208(%rsp), %rbp
	leaq	216(%rsp), %r15
	leaq	224(%rsp), %r14
	leaq	232(%rsp), %r11
	leaq	240(%rsp), %r10
	movl	$15, %edx
	movl	$15, %ecx
	leaq	304(%rsp), %r12
	movabsq	$.const.matmul, %rsi
	movabsq	$PyArg_UnpackTuple, %r13
	xorl	%ebx, %ebx
	leaq	320(%rsp), %r8
	leaq	312(%rsp), %r9
	xorl	%eax, %eax
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	pushq	%r15
	.cfi_adjust_cfa_offset 8
	pushq	%r14
	.cfi_adjust_cfa_offset 8
	pushq	%r11
	.cfi_adjust_cfa_offset 8
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	leaq	288(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	leaq	304(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	leaq	320(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	leaq	336(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	leaq	352(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	leaq	368(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	leaq	384(%rsp), %r10
	pushq	%r10
	.cfi_adjust_cfa_offset 8
	pushq	%r12
	.cfi_adjust_cfa_offset 8
	callq	*%r13
	addq	$112, %rsp
	.cfi_adjust_cfa_offset -112
	vxorps	%xmm0, %xmm0, %xmm0
	vmovups	%ymm0, 320(%rsp)
	vmovups	%ymm0, 344(%rsp)
	vmovups	%ymm0, 448(%rsp)
	vmovups	%ymm0, 472(%rsp)
	movq	$0, 104(%rsp)
	testl	%eax, %eax
	je	.LBB19_34
	movabsq	$_ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx, %rax
	cmpq	$0, (%rax)
	je	.LBB19_39
	movq	312(%rsp), %rdi
	vmovups	%ymm0, 384(%rsp)
	vmovups	%ymm0, 408(%rsp)
	movabsq	$NRT_adapt_ndarray_from_python, %rbp
	leaq	384(%rsp), %rsi
	vzeroupper
	callq	*%rbp
	testl	%eax, %eax
	jne	.LBB19_40
	cmpq	$4, 408(%rsp)
	jne	.LBB19_40
	movq	384(%rsp), %rax
	movq	%rax, 96(%rsp)
	movq	392(%rsp), %r15
	movq	400(%rsp), %rax
	movq	%rax, 192(%rsp)
	movq	416(%rsp), %rax
	movq	%rax, 184(%rsp)
	movq	424(%rsp), %rax
	movq	%rax, 176(%rsp)
	movq	432(%rsp), %rax
	movq	%rax, 168(%rsp)
	movq	304(%rsp), %rdi
	movabsq	$PyNumber_Long, %r13
	callq	*%r13
	movq	%rax, %rbx
	movabsq	$PyLong_AsLongLong, %rax
	movabsq	$Py_DecRef, %r12
	testq	%rbx, %rbx
	movq	%r15, (%rsp)
	je	.LBB19_42
	movq	%rbx, %rdi
	movq	%rax, %r14
	callq	*%rax
	movq	%rax, 80(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	movabsq	$PyErr_Occurred, %r15
	callq	*%r15
	testq	%rax, %rax
	jne	.LBB19_58
.LBB19_6:
	movq	296(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_43
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 72(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	callq	*%r15
	testq	%rax, %rax
	jne	.LBB19_58
.LBB19_8:
	movq	288(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_44
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 64(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	callq	*%r15
	testq	%rax, %rax
	jne	.LBB19_58
.LBB19_10:
	movq	280(%rsp), %rdi
	vxorps	%xmm0, %xmm0, %xmm0
	vmovups	%ymm0, 320(%rsp)
	vmovups	%ymm0, 344(%rsp)
	leaq	320(%rsp), %rsi
	vzeroupper
	callq	*%rbp
	testl	%eax, %eax
	jne	.LBB19_45
	cmpq	$4, 344(%rsp)
	jne	.LBB19_45
	movq	320(%rsp), %rax
	movq	%rax, 88(%rsp)
	movq	328(%rsp), %rax
	movq	%rax, 160(%rsp)
	movq	336(%rsp), %rax
	movq	%rax, 152(%rsp)
	movq	352(%rsp), %rax
	movq	%rax, 144(%rsp)
	movq	360(%rsp), %rax
	movq	%rax, 136(%rsp)
	movq	368(%rsp), %rax
	movq	%rax, 128(%rsp)
	movq	272(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_46
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 48(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	callq	*%r15
	testq	%rax, %rax
	jne	.LBB19_57
.LBB19_14:
	movq	264(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_47
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 40(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	callq	*%r15
	testq	%rax, %rax
	jne	.LBB19_57
.LBB19_16:
	movq	256(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_48
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 32(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	callq	*%r15
	testq	%rax, %rax
	jne	.LBB19_57
.LBB19_18:
	movq	248(%rsp), %rdi
	vxorps	%xmm0, %xmm0, %xmm0
	vmovups	%ymm0, 448(%rsp)
	vmovups	%ymm0, 472(%rsp)
	leaq	448(%rsp), %rsi
	vzeroupper
	callq	*%rbp
	testl	%eax, %eax
	jne	.LBB19_49
	cmpq	$4, 472(%rsp)
	jne	.LBB19_49
	movq	448(%rsp), %rax
	movq	%rax, 56(%rsp)
	movq	480(%rsp), %rax
	movq	%rax, 120(%rsp)
	movq	488(%rsp), %rax
	movq	%rax, 112(%rsp)
	movq	240(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_50
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 24(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	callq	*%r15
	testq	%rax, %rax
	jne	.LBB19_56
.LBB19_22:
	movq	232(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_51
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 16(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	jne	.LBB19_56
.LBB19_24:
	movq	224(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_52
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, 8(%rsp)
	movq	%rbx, %rdi
	callq	*%r12
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	jne	.LBB19_56
.LBB19_26:
	movq	216(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_53
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, %r15
	movq	%rbx, %rdi
	callq	*%r12
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	jne	.LBB19_56
.LBB19_28:
	movq	208(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_54
	movq	%rax, %rbx
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, %rbp
	movq	%rbx, %rdi
	callq	*%r12
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	jne	.LBB19_56
.LBB19_30:
	movq	200(%rsp), %rdi
	callq	*%r13
	testq	%rax, %rax
	je	.LBB19_55
	movq	%rax, %r13
	movq	%rax, %rdi
	callq	*%r14
	movq	%rax, %rbx
	movq	%r13, %rdi
	callq	*%r12
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	jne	.LBB19_56
.LBB19_32:
	movabsq	$PyEval_SaveThread, %rax
	callq	*%rax
	movq	%rax, %r13
	subq	$240, %rsp
	.cfi_adjust_cfa_offset 240
	movq	%rbx, 224(%rsp)
	movq	%rbp, 216(%rsp)
	movq	%r15, 208(%rsp)
	movq	248(%rsp), %rax
	movq	%rax, 200(%rsp)
	movq	256(%rsp), %rax
	movq	%rax, 192(%rsp)
	movq	264(%rsp), %rax
	movq	%rax, 184(%rsp)
	movq	352(%rsp), %rax
	movq	%rax, 168(%rsp)
	movq	360(%rsp), %rax
	movq	%rax, 160(%rsp)
	movq	272(%rsp), %rax
	movq	%rax, 120(%rsp)
	movq	280(%rsp), %rax
	movq	%rax, 112(%rsp)
	movq	288(%rsp), %rax
	movq	%rax, 104(%rsp)
	movq	368(%rsp), %rax
	movq	%rax, 96(%rsp)
	movq	376(%rsp), %rax
	movq	%rax, 88(%rsp)
	movq	384(%rsp), %rax
	movq	%rax, 80(%rsp)
	movq	392(%rsp), %rax
	movq	%rax, 64(%rsp)
	movq	400(%rsp), %rax
	movq	%rax, 56(%rsp)
	movq	304(%rsp), %rax
	movq	%rax, 40(%rsp)
	movq	312(%rsp), %rax
	movq	%rax, 32(%rsp)
	movq	320(%rsp), %rax
	movq	%rax, 24(%rsp)
	movq	296(%rsp), %rbx
	movq	%rbx, 128(%rsp)
	movq	328(%rsp), %r12
	movq	%r12, 48(%rsp)
	movq	408(%rsp), %rax
	movq	%rax, 16(%rsp)
	movq	416(%rsp), %rax
	movq	%rax, 8(%rsp)
	movq	424(%rsp), %rax
	movq	%rax, (%rsp)
	movq	$4, 152(%rsp)
	movq	$4, 72(%rsp)
	movabsq	$_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx, %rax
	leaq	752(%rsp), %rdi
	leaq	344(%rsp), %rsi
	movl	$4, %r9d
	movq	432(%rsp), %r8
	movq	336(%rsp), %r15
	movq	%r15, %rdx
	movq	240(%rsp), %rcx
	callq	*%rax
	addq	$240, %rsp
	.cfi_adjust_cfa_offset -240
	movl	%eax, %ebp
	movq	104(%rsp), %rax
	movq	%rax, (%rsp)
	movabsq	$PyEval_RestoreThread, %rax
	movq	%r13, %rdi
	callq	*%rax
	movabsq	$NRT_decref, %r14
	movq	%r15, %rdi
	callq	*%r14
	movq	%r12, %rdi
	callq	*%r14
	movq	%rbx, %rdi
	callq	*%r14
	testl	%ebp, %ebp
	jne	.LBB19_35
	movabsq	$_Py_NoneStruct, %rbx
	movabsq	$Py_IncRef, %rax
	movq	%rbx, %rdi
	callq	*%rax
.LBB19_34:
	movq	%rbx, %rax
	addq	$520, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	vzeroupper
	retq
.LBB19_35:
	.cfi_def_cfa_offset 576
	movq	(%rsp), %rbx
	jle	.LBB19_60
	movabsq	$PyErr_Clear, %rax
	callq	*%rax
	movl	8(%rbx), %esi
	movq	(%rbx), %rdi
	cmpl	$0, 32(%rbx)
	jle	.LBB19_63
	movslq	%esi, %rsi
	movabsq	$PyBytes_FromStringAndSize, %rax
	callq	*%rax
	movq	%rax, %r14
	movq	16(%rbx), %rdi
	callq	*24(%rbx)
	testq	%rax, %rax
	je	.LBB19_69
	movabsq	$numba_runtime_build_excinfo_struct, %rcx
	movq	%r14, %rdi
	movq	%rax, %rsi
	callq	*%rcx
	movq	%rax, %r14
	movabsq	$NRT_Free, %rax
	movq	%rbx, %rdi
	callq	*%rax
	jmp	.LBB19_64
.LBB19_39:
	movabsq	$PyExc_RuntimeError, %rdi
	movabsq	$".const.missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx", %rsi
	jmp	.LBB19_41
.LBB19_40:
	movabsq	$PyExc_TypeError, %rdi
	movabsq	$".const.can't unbox array from PyObject into native value.  The object maybe of a different type", %rsi
.LBB19_41:
	movabsq	$PyErr_SetString, %rax
	vzeroupper
	callq	*%rax
	xorl	%ebx, %ebx
	jmp	.LBB19_34
.LBB19_42:
	movq	%rax, %r14
	movq	$0, 80(%rsp)
	movabsq	$PyErr_Occurred, %r15
	callq	*%r15
	testq	%rax, %rax
	je	.LBB19_6
	jmp	.LBB19_58
.LBB19_43:
	movq	$0, 72(%rsp)
	callq	*%r15
	testq	%rax, %rax
	je	.LBB19_8
	jmp	.LBB19_58
.LBB19_44:
	movq	$0, 64(%rsp)
	callq	*%r15
	testq	%rax, %rax
	je	.LBB19_10
	jmp	.LBB19_58
.LBB19_45:
	movabsq	$PyExc_TypeError, %rdi
	movabsq	$".const.can't unbox array from PyObject into native value.  The object maybe of a different type", %rsi
	movabsq	$PyErr_SetString, %rax
	callq	*%rax
	jmp	.LBB19_58
.LBB19_46:
	movq	$0, 48(%rsp)
	callq	*%r15
	testq	%rax, %rax
	je	.LBB19_14
	jmp	.LBB19_57
.LBB19_47:
	movq	$0, 40(%rsp)
	callq	*%r15
	testq	%rax, %rax
	je	.LBB19_16
	jmp	.LBB19_57
.LBB19_48:
	movq	$0, 32(%rsp)
	callq	*%r15
	testq	%rax, %rax
	je	.LBB19_18
	jmp	.LBB19_57
.LBB19_49:
	movabsq	$PyExc_TypeError, %rdi
	movabsq	$".const.can't unbox array from PyObject into native value.  The object maybe of a different type", %rsi
	movabsq	$PyErr_SetString, %rax
	callq	*%rax
	jmp	.LBB19_57
.LBB19_50:
	movq	$0, 24(%rsp)
	callq	*%r15
	testq	%rax, %rax
	je	.LBB19_22
	jmp	.LBB19_56
.LBB19_51:
	movq	$0, 16(%rsp)
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	je	.LBB19_24
	jmp	.LBB19_56
.LBB19_52:
	movq	$0, 8(%rsp)
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	je	.LBB19_26
	jmp	.LBB19_56
.LBB19_53:
	xorl	%r15d, %r15d
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	je	.LBB19_28
	jmp	.LBB19_56
.LBB19_54:
	xorl	%ebp, %ebp
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	je	.LBB19_30
	jmp	.LBB19_56
.LBB19_55:
	xorl	%ebx, %ebx
	movabsq	$PyErr_Occurred, %rax
	callq	*%rax
	testq	%rax, %rax
	je	.LBB19_32
.LBB19_56:
	movabsq	$NRT_decref, %rax
	movq	56(%rsp), %rdi
	callq	*%rax
.LBB19_57:
	movabsq	$NRT_decref, %rax
	movq	88(%rsp), %rdi
	callq	*%rax
.LBB19_58:
	movabsq	$NRT_decref, %rax
	movq	96(%rsp), %rdi
.LBB19_59:
	callq	*%rax
	xorl	%ebx, %ebx
	jmp	.LBB19_34
.LBB19_60:
	cmpl	$-3, %ebp
	je	.LBB19_66
	cmpl	$-1, %ebp
	jne	.LBB19_67
.LBB19_62:
	xorl	%ebx, %ebx
	jmp	.LBB19_34
.LBB19_63:
	movq	16(%rbx), %rdx
	movabsq	$numba_unpickle, %rax
	callq	*%rax
	movq	%rax, %r14
.LBB19_64:
	testq	%r14, %r14
	je	.LBB19_62
	movabsq	$numba_do_raise, %rax
	movq	%r14, %rdi
	jmp	.LBB19_59
.LBB19_66:
	movabsq	$PyExc_StopIteration, %rdi
	movabsq	$PyErr_SetNone, %rax
	jmp	.LBB19_59
.LBB19_67:
	movabsq	$PyExc_SystemError, %rdi
	movabsq	$".const.unknown error when calling native function", %rsi
	jmp	.LBB19_41
.LBB19_69:
	movabsq	$PyExc_RuntimeError, %rdi
	movabsq	$".const.Error creating Python tuple from runtime exception arguments", %rsi
	jmp	.LBB19_41
.Lfunc_end19:
	.size	_ZN7cpython11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx, .Lfunc_end19-_ZN7cpython11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx
	.cfi_endproc

	.globl	cfunc._ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx
	.p2align	4
	.type	cfunc._ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx,@function
cfunc._ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%rbx
	.cfi_def_cfa_offset 40
	subq	$264, %rsp
	.cfi_def_cfa_offset 304
	.cfi_offset %rbx, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%rcx, %rax
	movq	%rdx, %r10
	movq	%rsi, %rcx
	movq	%rdi, %rdx
	movq	304(%rsp), %rsi
	vmovups	312(%rsp), %xmm0
	vmovups	328(%rsp), %ymm1
	vmovups	360(%rsp), %ymm2
	vmovups	392(%rsp), %ymm3
	vmovups	440(%rsp), %xmm4
	movq	456(%rsp), %rdi
	vmovups	472(%rsp), %ymm5
	vmovups	504(%rsp), %xmm6
	movq	$0, 256(%rsp)
	movq	$0, 248(%rsp)
	vmovups	%xmm6, 216(%rsp)
	vmovups	%ymm5, 184(%rsp)
	movq	%rdi, 168(%rsp)
	vmovups	%xmm4, 152(%rsp)
	vmovups	%ymm3, 104(%rsp)
	vmovups	%ymm2, 72(%rsp)
	vmovups	%ymm1, 40(%rsp)
	vmovups	%xmm0, 24(%rsp)
	movq	%rsi, 16(%rsp)
	movq	%r9, 8(%rsp)
	movq	%r8, (%rsp)
	movabsq	$_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx, %r11
	leaq	256(%rsp), %rdi
	leaq	248(%rsp), %rsi
	movq	%r10, %r8
	movq	%rax, %r9
	vzeroupper
	callq	*%r11
	movl	%eax, %ecx
	movq	248(%rsp), %rbx
	movq	256(%rsp), %rax
	movl	$0, 244(%rsp)
	testl	%ecx, %ecx
	jne	.LBB20_1
.LBB20_8:
	addq	$264, %rsp
	.cfi_def_cfa_offset 40
	popq	%rbx
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	retq
.LBB20_1:
	.cfi_def_cfa_offset 304
	movq	%rax, %r15
	movabsq	$numba_gil_ensure, %rax
	leaq	244(%rsp), %rdi
	movl	%ecx, %ebp
	callq	*%rax
	testl	%ebp, %ebp
	jle	.LBB20_9
	movabsq	$PyErr_Clear, %rax
	callq	*%rax
	movl	8(%rbx), %esi
	movq	(%rbx), %rdi
	cmpl	$0, 32(%rbx)
	jle	.LBB20_12
	movslq	%esi, %rsi
	movabsq	$PyBytes_FromStringAndSize, %rax
	callq	*%rax
	movq	%rax, %r14
	movq	16(%rbx), %rdi
	callq	*24(%rbx)
	testq	%rax, %rax
	je	.LBB20_4
	movabsq	$numba_runtime_build_excinfo_struct, %rcx
	movq	%r14, %rdi
	movq	%rax, %rsi
	callq	*%rcx
	movq	%rax, %r14
	movabsq	$NRT_Free, %rax
	movq	%rbx, %rdi
	callq	*%rax
	jmp	.LBB20_13
.LBB20_9:
	movl	%ebp, %eax
	cmpl	$-3, %ebp
	je	.LBB20_5
	cmpl	$-1, %eax
	je	.LBB20_7
	movabsq	$PyExc_SystemError, %rdi
	movabsq	$".const.unknown error when calling native function.2", %rsi
	movabsq	$PyErr_SetString, %rax
	callq	*%rax
	jmp	.LBB20_7
.LBB20_12:
	movq	16(%rbx), %rdx
	movabsq	$numba_unpickle, %rax
	callq	*%rax
	movq	%rax, %r14
.LBB20_13:
	testq	%r14, %r14
	je	.LBB20_7
	movabsq	$numba_do_raise, %rax
	movq	%r14, %rdi
.LBB20_6:
	callq	*%rax
.LBB20_7:
	movabsq	$".const.<numba.core.cpu.CPUContext>", %rdi
	movabsq	$PyUnicode_FromString, %rax
	callq	*%rax
	movq	%rax, %rbx
	movabsq	$PyErr_WriteUnraisable, %rax
	movq	%rbx, %rdi
	callq	*%rax
	movabsq	$Py_DecRef, %rax
	movq	%rbx, %rdi
	callq	*%rax
	movabsq	$numba_gil_release, %rax
	leaq	244(%rsp), %rdi
	callq	*%rax
	movq	%r15, %rax
	jmp	.LBB20_8
.LBB20_5:
	movabsq	$PyExc_StopIteration, %rdi
	movabsq	$PyErr_SetNone, %rax
	jmp	.LBB20_6
.LBB20_4:
	movabsq	$PyExc_RuntimeError, %rdi
	movabsq	$".const.Error creating Python tuple from runtime exception arguments.1", %rsi
	movabsq	$PyErr_SetString, %rax
	callq	*%rax
	xorl	%eax, %eax
	jmp	.LBB20_8
.Lfunc_end20:
	.size	cfunc._ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx, .Lfunc_end20-cfunc._ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx
	.cfi_endproc

	.section	.rodata,"a",@progbits
	.p2align	6, 0x0
.LCPI21_0:
	.quad	0
	.quad	1
	.quad	2
	.quad	3
	.quad	4
	.quad	5
	.quad	6
	.quad	7
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3, 0x0
.LCPI21_1:
	.quad	8
	.section	.ltext,"axl",@progbits
	.weak	_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx
	.p2align	4
	.type	_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx,@function
_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	pushq	%r15
	.cfi_def_cfa_offset 24
	pushq	%r14
	.cfi_def_cfa_offset 32
	pushq	%r13
	.cfi_def_cfa_offset 40
	pushq	%r12
	.cfi_def_cfa_offset 48
	pushq	%rbx
	.cfi_def_cfa_offset 56
	subq	$272, %rsp
	.cfi_def_cfa_offset 328
	.cfi_offset %rbx, -56
	.cfi_offset %r12, -48
	.cfi_offset %r13, -40
	.cfi_offset %r14, -32
	.cfi_offset %r15, -24
	.cfi_offset %rbp, -16
	movq	%rdi, 88(%rsp)
	movq	424(%rsp), %rdx
	movq	376(%rsp), %rsi
	movq	384(%rsp), %rcx
	movq	432(%rsp), %r11
	movq	336(%rsp), %rbx
	cmpq	$1, 368(%rsp)
	jne	.LBB21_14
	testq	%rsi, %rsi
	setle	%al
	testq	%rcx, %rcx
	setle	%cl
	orb	%al, %cl
	jne	.LBB21_46
	leaq	(,%r11,4), %rax
	movq	448(%rsp), %rcx
	leaq	(%rdx,%rcx,4), %rdx
	movq	%rsi, %rcx
	movq	384(%rsp), %r8
	imulq	%r8, %rcx
	leaq	(%rdx,%rcx,4), %rcx
	leaq	(%rcx,%r11,4), %r13
	leaq	(,%r8,4), %r10
	movq	352(%rsp), %r15
	movq	328(%rsp), %rbp
	leaq	(%rbp,%r15,4), %rdi
	leaq	(%rdi,%rbx,4), %r14
	decq	%rsi
	movq	360(%rsp), %r12
	imulq	%r12, %rsi
	addq	%r8, %rsi
	addq	%r15, %rsi
	leaq	(%rbp,%rsi,4), %rsi
	leaq	(%rsi,%rbx,4), %r15
	leaq	(,%r12,4), %r12
	leaq	(%rdx,%r11,4), %r8
	cmpq	%r15, %r8
	setb	%r9b
	cmpq	%r13, %r14
	setb	%bpl
	andb	%r9b, %bpl
	movq	%r10, -104(%rsp)
	movq	%r12, -8(%rsp)
	orq	%r12, %r10
	sets	%r12b
	leaq	(%rdx,%r11,4), %r8
	cmpq	%rsi, %r8
	setb	%r8b
	leaq	(,%rbx,4), %r9
	cmpq	%r13, %rdi
	setb	%r10b
	andb	%r8b, %r10b
	orb	%bpl, %r10b
	cmpq	%r15, %rdx
	setb	%r8b
	cmpq	%rcx, %r14
	setb	%bpl
	andb	%r8b, %bpl
	orb	%r12b, %bpl
	orb	%r10b, %bpl
	cmpq	%rsi, %rdx
	setb	%sil
	cmpq	%rcx, %rdi
	setb	%cl
	andb	%sil, %cl
	orb	%bpl, %cl
	movq	376(%rsp), %rbp
	movq	424(%rsp), %r14
	movabsq	$9223372036854775804, %rsi
	addq	$-4, %rsi
	movq	384(%rsp), %r10
	andq	%r10, %rsi
	movq	%rsi, -24(%rsp)
	vpbroadcastq	%rbx, %zmm0
	vpbroadcastq	%r11, %zmm1
	movl	%r10d, %esi
	andl	$3, %esi
	cmpq	$16, %r10
	setb	%r8b
	orb	%cl, %r8b
	movb	%r8b, -16(%rsp)
	movq	%r10, %r15
	andq	$-4, %r15
	movq	448(%rsp), %r8
	leaq	(%r8,%rsi), %r12
	leal	(,%rsi,4), %ecx
	addq	%rcx, %rdx
	addq	%rcx, %rdi
	movq	%rsi, -128(%rsp)
	movq	352(%rsp), %rbx
	leaq	(%rbx,%rsi), %r13
	movabsq	$9223372036854775800, %rcx
	andq	%r10, %rcx
	movq	%rcx, -32(%rsp)
	xorl	%esi, %esi
	movabsq	$.LCPI21_0, %rcx
	vmovdqa64	(%rcx), %zmm2
	movq	328(%rsp), %rcx
	vpbroadcastq	%rcx, %zmm3
	vpbroadcastq	%r14, %zmm4
	movabsq	$.LCPI21_1, %rcx
	vpbroadcastq	(%rcx), %zmm5
	movq	%r8, -120(%rsp)
	jmp	.LBB21_3
	.p2align	4
.LBB21_13:
	incq	%rsi
	movq	384(%rsp), %r8
	addq	%r8, -120(%rsp)
	movq	360(%rsp), %rcx
	addq	%rcx, %rbx
	addq	%r8, %r12
	addq	-104(%rsp), %rdx
	addq	-8(%rsp), %rdi
	addq	%rcx, %r13
	cmpq	%rbp, %rsi
	je	.LBB21_46
.LBB21_3:
	testb	$1, -16(%rsp)
	je	.LBB21_5
	xorl	%r10d, %r10d
	jmp	.LBB21_8
	.p2align	4
.LBB21_5:
	movq	%rsi, %r10
	imulq	384(%rsp), %r10
	addq	448(%rsp), %r10
	movq	%rsi, %r11
	imulq	360(%rsp), %r11
	addq	352(%rsp), %r11
	vpbroadcastq	%r11, %zmm6
	vpbroadcastq	%r10, %zmm7
	movq	-32(%rsp), %r10
	vmovdqa64	%zmm2, %zmm8
	.p2align	4
.LBB21_6:
	vpaddq	%zmm6, %zmm8, %zmm9
	vpsraq	$63, %zmm9, %zmm10
	vpandq	%zmm0, %zmm10, %zmm10
	vpsllq	$2, %zmm9, %zmm9
	vpsllq	$2, %zmm10, %zmm10
	vpaddq	%zmm10, %zmm9, %zmm9
	vpaddq	%zmm9, %zmm3, %zmm9
	kxnorb	%k0, %k0, %k1
	vpxor	%xmm10, %xmm10, %xmm10
	vgatherqps	(,%zmm9), %ymm10 {%k1}
	vpaddq	%zmm7, %zmm8, %zmm9
	vpsraq	$63, %zmm9, %zmm11
	vpandq	%zmm1, %zmm11, %zmm11
	vpsllq	$2, %zmm9, %zmm9
	vpsllq	$2, %zmm11, %zmm11
	vpaddq	%zmm11, %zmm9, %zmm9
	vpaddq	%zmm9, %zmm4, %zmm9
	kxnorb	%k0, %k0, %k1
	vscatterqps	%ymm10, (,%zmm9) {%k1}
	vpaddq	%zmm5, %zmm8, %zmm8
	addq	$-8, %r10
	jne	.LBB21_6
	movq	-24(%rsp), %rcx
	movq	%rcx, %r10
	cmpq	%rcx, 384(%rsp)
	je	.LBB21_13
.LBB21_8:
	movq	%rbx, -112(%rsp)
	cmpq	$0, -128(%rsp)
	movq	%r14, %rcx
	movq	328(%rsp), %r8
	je	.LBB21_11
	movq	-120(%rsp), %r11
	leaq	(%r10,%r11), %rbp
	movq	-112(%rsp), %r11
	leaq	(%r10,%r11), %r14
	movq	-128(%rsp), %r11
	.p2align	4
.LBB21_10:
	movq	%r14, %rbx
	sarq	$63, %rbx
	andq	%r9, %rbx
	addq	%r8, %rbx
	vmovd	(%rbx,%r14,4), %xmm6
	movq	%rbp, %rbx
	sarq	$63, %rbx
	andq	%rax, %rbx
	addq	%rcx, %rbx
	vmovd	%xmm6, (%rbx,%rbp,4)
	incq	%rbp
	incq	%r14
	decq	%r11
	jne	.LBB21_10
.LBB21_11:
	movq	%r10, %r11
	subq	384(%rsp), %r11
	cmpq	$-4, %r11
	movq	%rcx, %r14
	movq	376(%rsp), %rbp
	movq	-112(%rsp), %rbx
	ja	.LBB21_13
	.p2align	4
.LBB21_12:
	leaq	(%r13,%r10), %r11
	sarq	$63, %r11
	andq	%r9, %r11
	addq	%rdi, %r11
	vmovss	(%r11,%r10,4), %xmm6
	leaq	(%r12,%r10), %r11
	sarq	$63, %r11
	andq	%rax, %r11
	addq	%rdx, %r11
	vmovss	%xmm6, (%r11,%r10,4)
	leaq	1(%r13,%r10), %r11
	sarq	$63, %r11
	andq	%r9, %r11
	addq	%rdi, %r11
	vmovss	4(%r11,%r10,4), %xmm6
	leaq	1(%r12,%r10), %r11
	sarq	$63, %r11
	andq	%rax, %r11
	addq	%rdx, %r11
	vmovss	%xmm6, 4(%r11,%r10,4)
	leaq	2(%r13,%r10), %r11
	sarq	$63, %r11
	andq	%r9, %r11
	addq	%rdi, %r11
	vmovss	8(%r11,%r10,4), %xmm6
	leaq	2(%r12,%r10), %r11
	sarq	$63, %r11
	andq	%rax, %r11
	addq	%rdx, %r11
	vmovss	%xmm6, 8(%r11,%r10,4)
	leaq	3(%r13,%r10), %r11
	sarq	$63, %r11
	andq	%r9, %r11
	addq	%rdi, %r11
	vmovd	12(%r11,%r10,4), %xmm6
	leaq	3(%r12,%r10), %r11
	sarq	$63, %r11
	andq	%rax, %r11
	addq	%rdx, %r11
	vmovd	%xmm6, 12(%r11,%r10,4)
	addq	$4, %r10
	cmpq	%r10, %r15
	jne	.LBB21_12
	jmp	.LBB21_13
.LBB21_14:
	testq	%rcx, %rcx
	jle	.LBB21_46
	testq	%rsi, %rsi
	jle	.LBB21_46
	leaq	63(%rsi), %rax
	shrq	$6, %rax
	movq	%rax, 128(%rsp)
	je	.LBB21_46
	movabsq	$9223372036854775804, %r9
	movq	448(%rsp), %rax
	leaq	(%rdx,%rax,4), %rcx
	movq	%rcx, -56(%rsp)
	movq	384(%rsp), %rdi
	movq	%rdi, %rcx
	shlq	$8, %rcx
	movq	%rcx, 120(%rsp)
	leaq	(,%rdi,4), %rcx
	movq	%rcx, -112(%rsp)
	movq	%rdi, %rcx
	shlq	$6, %rcx
	movq	%rcx, 112(%rsp)
	movq	352(%rsp), %rdx
	movq	328(%rsp), %rcx
	leaq	(%rcx,%rdx,4), %rcx
	movq	%rcx, -64(%rsp)
	movq	360(%rsp), %rcx
	movq	%rcx, %r8
	shlq	$8, %r8
	movq	%r8, 104(%rsp)
	movq	368(%rsp), %r8
	leaq	(,%r8,4), %r8
	movq	%r8, -88(%rsp)
	leaq	(,%rcx,4), %r8
	movq	%r8, -120(%rsp)
	shlq	$6, %rcx
	movq	%rcx, 96(%rsp)
	shlq	$2, %rbx
	shlq	$2, %r11
	leaq	-1(%rdi), %rcx
	movq	%rcx, 80(%rsp)
	movl	%edi, %ecx
	andl	$3, %ecx
	movq	%rcx, 32(%rsp)
	andq	%r9, %rdi
	movq	%rdi, 152(%rsp)
	movl	$64, %ecx
	movl	$3, %edi
	movq	%rdi, 16(%rsp)
	movl	$2, %edi
	movq	%rdi, 8(%rsp)
	movl	$1, %edi
	movq	%rdi, (%rsp)
	movq	%rdx, -72(%rsp)
	movq	%rax, -80(%rsp)
	movq	$0, 24(%rsp)
	movq	$0, -48(%rsp)
	xorl	%eax, %eax
	jmp	.LBB21_18
	.p2align	4
.LBB21_45:
	movq	-48(%rsp), %rdx
	incq	%rdx
	movq	144(%rsp), %rcx
	addq	$64, %rcx
	addq	$-64, 24(%rsp)
	movq	120(%rsp), %rax
	addq	%rax, -56(%rsp)
	movq	-80(%rsp), %rax
	addq	112(%rsp), %rax
	movq	%rax, -80(%rsp)
	movq	104(%rsp), %rax
	addq	%rax, -64(%rsp)
	movq	-72(%rsp), %rax
	addq	96(%rsp), %rax
	movq	%rax, -72(%rsp)
	addq	$64, 16(%rsp)
	addq	$64, 8(%rsp)
	addq	$64, (%rsp)
	movq	%rdx, -48(%rsp)
	cmpq	128(%rsp), %rdx
	movq	376(%rsp), %rsi
	movq	136(%rsp), %rax
	je	.LBB21_46
.LBB21_18:
	movq	%rax, %r8
	cmpq	%rcx, %rsi
	movq	%rcx, 144(%rsp)
	cmovlq	%rsi, %rcx
	addq	$64, %rax
	cmpq	%rax, %rsi
	movq	%rax, 136(%rsp)
	cmovlq	%rsi, %rax
	movq	%rax, %rsi
	subq	%r8, %rsi
	testq	%rsi, %rsi
	movl	$0, %edx
	cmovleq	%rdx, %rsi
	movq	%rsi, 248(%rsp)
	movq	384(%rsp), %rbp
	jle	.LBB21_45
	addq	24(%rsp), %rcx
	movq	%rcx, %rdx
	sarq	$63, %rdx
	andnq	%rcx, %rdx, %r14
	movl	%r14d, %edx
	andl	$3, %edx
	movq	%rdx, %rcx
	negq	%rcx
	movq	%rcx, -96(%rsp)
	movq	-48(%rsp), %rcx
	shlq	$6, %rcx
	subq	%rcx, %rax
	movq	%rax, %rcx
	sarq	$63, %rcx
	andnq	%rax, %rcx, %rcx
	leaq	-1(%rcx), %rax
	cmpq	$3, %rax
	jae	.LBB21_20
	testb	$3, %cl
	je	.LBB21_45
	movq	-72(%rsp), %r9
	movq	-64(%rsp), %rdx
	movq	-80(%rsp), %r14
	movq	-56(%rsp), %r15
	cmpq	$3, 80(%rsp)
	jb	.LBB21_41
	movq	-72(%rsp), %r9
	movq	-64(%rsp), %rdx
	movq	-80(%rsp), %r14
	movq	-56(%rsp), %r15
	xorl	%eax, %eax
	movq	360(%rsp), %r13
	movq	-120(%rsp), %rdi
	.p2align	4
.LBB21_31:
	movq	%rax, -104(%rsp)
	movq	-96(%rsp), %rsi
	movq	%r9, %r8
	movq	%rdx, %r10
	movq	%r14, -128(%rsp)
	movq	%r15, %rax
	movq	-112(%rsp), %rcx
	.p2align	4
.LBB21_32:
	movq	%r8, %r12
	sarq	$63, %r12
	andq	%rbx, %r12
	vmovd	(%r10,%r12), %xmm0
	movq	%r14, %r12
	sarq	$63, %r12
	andq	%r11, %r12
	vmovd	%xmm0, (%r15,%r12)
	addq	%rcx, %r15
	addq	%rbp, %r14
	addq	%rdi, %r10
	addq	%r13, %r8
	incq	%rsi
	jne	.LBB21_32
	leaq	4(%rax), %rsi
	movq	-128(%rsp), %r8
	incq	%r8
	addq	-88(%rsp), %rdx
	addq	368(%rsp), %r9
	movq	-96(%rsp), %r10
	movq	%r9, %r14
	movq	%rdx, %r15
	.p2align	4
.LBB21_34:
	movq	%r14, %r12
	sarq	$63, %r12
	andq	%rbx, %r12
	vmovd	(%r15,%r12), %xmm0
	movq	%r8, %r12
	sarq	$63, %r12
	andq	%r11, %r12
	vmovd	%xmm0, (%rsi,%r12)
	addq	%rcx, %rsi
	addq	%rbp, %r8
	addq	%rdi, %r15
	addq	%r13, %r14
	incq	%r10
	jne	.LBB21_34
	leaq	8(%rax), %rsi
	movq	-128(%rsp), %r8
	addq	$2, %r8
	addq	-88(%rsp), %rdx
	addq	368(%rsp), %r9
	movq	-96(%rsp), %r10
	movq	%r9, %r14
	movq	%rdx, %r15
	.p2align	4
.LBB21_36:
	movq	%r14, %r12
	sarq	$63, %r12
	andq	%rbx, %r12
	vmovd	(%r15,%r12), %xmm0
	movq	%r8, %r12
	sarq	$63, %r12
	andq	%r11, %r12
	vmovd	%xmm0, (%rsi,%r12)
	addq	%rcx, %rsi
	addq	%rbp, %r8
	addq	%rdi, %r15
	addq	%r13, %r14
	incq	%r10
	jne	.LBB21_36
	leaq	12(%rax), %rsi
	movq	-128(%rsp), %r8
	addq	$3, %r8
	addq	-88(%rsp), %rdx
	addq	368(%rsp), %r9
	movq	-96(%rsp), %r10
	movq	%r9, %r14
	movq	%rdx, %r15
	.p2align	4
.LBB21_38:
	movq	%r14, %r12
	sarq	$63, %r12
	andq	%rbx, %r12
	vmovd	(%r15,%r12), %xmm0
	movq	%r8, %r12
	sarq	$63, %r12
	andq	%r11, %r12
	vmovd	%xmm0, (%rsi,%r12)
	addq	%rcx, %rsi
	addq	%rbp, %r8
	addq	%rdi, %r15
	addq	%r13, %r14
	incq	%r10
	jne	.LBB21_38
	movq	%rax, %r15
	addq	$16, %r15
	movq	-128(%rsp), %r14
	addq	$4, %r14
	addq	-88(%rsp), %rdx
	addq	368(%rsp), %r9
	movq	-104(%rsp), %rax
	addq	$4, %rax
	cmpq	152(%rsp), %rax
	jne	.LBB21_31
	cmpq	$0, 32(%rsp)
	je	.LBB21_45
.LBB21_41:
	xorl	%ecx, %ecx
	.p2align	4
.LBB21_42:
	movq	-96(%rsp), %rsi
	movq	%r9, %r8
	movq	%rdx, %r10
	movq	%r14, -128(%rsp)
	movq	%r15, -104(%rsp)
	movq	360(%rsp), %r13
	movq	-112(%rsp), %rdi
	movq	-120(%rsp), %rax
	.p2align	4
.LBB21_43:
	movq	%r8, %r12
	sarq	$63, %r12
	andq	%rbx, %r12
	vmovd	(%r10,%r12), %xmm0
	movq	%r14, %r12
	sarq	$63, %r12
	andq	%r11, %r12
	vmovd	%xmm0, (%r15,%r12)
	addq	%rdi, %r15
	addq	%rbp, %r14
	addq	%rax, %r10
	addq	%r13, %r8
	incq	%rsi
	jne	.LBB21_43
	movq	-104(%rsp), %r15
	addq	$4, %r15
	movq	-128(%rsp), %r14
	incq	%r14
	addq	-88(%rsp), %rdx
	addq	368(%rsp), %r9
	incq	%rcx
	cmpq	32(%rsp), %rcx
	jne	.LBB21_42
	jmp	.LBB21_45
	.p2align	4
.LBB21_20:
	addq	%rdx, %r8
	movq	360(%rsp), %r10
	movq	%rcx, 232(%rsp)
	movq	%r10, %rax
	imulq	%r8, %rax
	movq	%rax, -104(%rsp)
	movq	(%rsp), %rax
	leaq	(%rax,%rdx), %rdi
	movq	-120(%rsp), %rcx
	movq	%rdx, %r12
	movq	%rcx, %rdx
	imulq	%rdi, %rdx
	movq	328(%rsp), %rax
	addq	%rax, %rdx
	movq	%rdx, -16(%rsp)
	movq	8(%rsp), %rdx
	addq	%r12, %rdx
	movq	%rcx, %rsi
	imulq	%rdx, %rsi
	addq	%rax, %rsi
	movq	%rsi, 224(%rsp)
	addq	16(%rsp), %r12
	movq	%rcx, %r9
	imulq	%r12, %r9
	addq	%rax, %r9
	movq	%r10, %rsi
	imulq	%rdi, %rsi
	movq	%r10, %r15
	imulq	%rdx, %r15
	movq	%r15, 216(%rsp)
	imulq	%r12, %r10
	movq	%r10, 208(%rsp)
	imulq	%r8, %rcx
	addq	%rax, %rcx
	movq	%rcx, 200(%rsp)
	movq	%rdx, %rax
	movq	%rbp, %rcx
	imulq	%r8, %rcx
	movq	%rcx, 192(%rsp)
	movq	-112(%rsp), %rcx
	movq	%rcx, %r10
	imulq	%rdi, %r10
	movq	424(%rsp), %rdx
	addq	%rdx, %r10
	movq	%r10, 184(%rsp)
	movq	%rcx, %r10
	imulq	%rax, %r10
	addq	%rdx, %r10
	movq	%r10, 176(%rsp)
	movq	%rcx, %r10
	imulq	%r12, %r10
	addq	%rdx, %r10
	movq	%r10, 168(%rsp)
	imulq	%rbp, %rdi
	movq	%rdi, -8(%rsp)
	imulq	%rbp, %rax
	imulq	%rbp, %r12
	movq	%r12, 240(%rsp)
	imulq	%rcx, %r8
	addq	%rdx, %r8
	movabsq	$9223372036854775804, %rcx
	andq	%rcx, %r14
	movq	%r14, 160(%rsp)
	movq	352(%rsp), %rcx
	movq	%rcx, 72(%rsp)
	movq	448(%rsp), %rdx
	movq	%rdx, 64(%rsp)
	movq	-72(%rsp), %rcx
	movq	%rcx, 56(%rsp)
	movq	-64(%rsp), %rcx
	movq	%rcx, -40(%rsp)
	movq	-80(%rsp), %rcx
	movq	%rcx, 48(%rsp)
	movq	-56(%rsp), %rcx
	movq	%rcx, 40(%rsp)
	xorl	%edx, %edx
	movq	%r8, -128(%rsp)
	movq	%rax, -24(%rsp)
	movq	%rsi, -32(%rsp)
	movq	%r9, 264(%rsp)
	.p2align	4
.LBB21_21:
	movq	%rdx, 256(%rsp)
	movq	248(%rsp), %r15
	testb	$3, 232(%rsp)
	je	.LBB21_25
	movq	-96(%rsp), %rdi
	movq	56(%rsp), %rdx
	movq	-40(%rsp), %rbp
	movq	48(%rsp), %r14
	movq	40(%rsp), %r8
	movq	360(%rsp), %rcx
	movq	384(%rsp), %r10
	movq	-112(%rsp), %r13
	movq	-120(%rsp), %r12
	.p2align	4
.LBB21_23:
	movq	%rdx, %r15
	sarq	$63, %r15
	andq	%rbx, %r15
	vmovd	(%rbp,%r15), %xmm0
	movq	%r14, %r15
	sarq	$63, %r15
	andq	%r11, %r15
	vmovd	%xmm0, (%r8,%r15)
	addq	%r13, %r8
	addq	%r10, %r14
	addq	%r12, %rbp
	addq	%rcx, %rdx
	incq	%rdi
	jne	.LBB21_23
	movq	160(%rsp), %r15
.LBB21_25:
	addq	$4, %r15
	movq	72(%rsp), %rbp
	movq	64(%rsp), %rdi
	movq	224(%rsp), %r9
	movq	216(%rsp), %rax
	movq	240(%rsp), %r13
	movq	208(%rsp), %rsi
	movq	200(%rsp), %rcx
	movq	192(%rsp), %r8
	movq	184(%rsp), %r10
	movq	176(%rsp), %r12
	movq	168(%rsp), %r14
	.p2align	4
.LBB21_26:
	movq	-104(%rsp), %rdx
	addq	%rbp, %rdx
	sarq	$63, %rdx
	andq	%rbx, %rdx
	addq	%rcx, %rdx
	vmovss	(%rdx,%rbp,4), %xmm0
	leaq	(%r8,%rdi), %rdx
	sarq	$63, %rdx
	andq	%r11, %rdx
	addq	-128(%rsp), %rdx
	vmovss	%xmm0, (%rdx,%rdi,4)
	movq	-32(%rsp), %rdx
	addq	%rbp, %rdx
	sarq	$63, %rdx
	andq	%rbx, %rdx
	addq	-16(%rsp), %rdx
	vmovss	(%rdx,%rbp,4), %xmm0
	movq	-8(%rsp), %rdx
	addq	%rdi, %rdx
	sarq	$63, %rdx
	andq	%r11, %rdx
	addq	%r10, %rdx
	vmovss	%xmm0, (%rdx,%rdi,4)
	leaq	(%rax,%rbp), %rdx
	sarq	$63, %rdx
	andq	%rbx, %rdx
	addq	%r9, %rdx
	vmovss	(%rdx,%rbp,4), %xmm0
	movq	-24(%rsp), %rdx
	addq	%rdi, %rdx
	sarq	$63, %rdx
	andq	%r11, %rdx
	addq	%r12, %rdx
	vmovss	%xmm0, (%rdx,%rdi,4)
	leaq	(%rsi,%rbp), %rdx
	sarq	$63, %rdx
	andq	%rbx, %rdx
	addq	264(%rsp), %rdx
	vmovd	(%rdx,%rbp,4), %xmm0
	leaq	(%r13,%rdi), %rdx
	sarq	$63, %rdx
	andq	%r11, %rdx
	addq	%r14, %rdx
	vmovd	%xmm0, (%rdx,%rdi,4)
	addq	$-4, %r15
	addq	-112(%rsp), %rdi
	addq	-120(%rsp), %rbp
	cmpq	$4, %r15
	jg	.LBB21_26
	movq	256(%rsp), %rdx
	incq	%rdx
	addq	$4, 40(%rsp)
	incq	48(%rsp)
	movq	-40(%rsp), %rax
	addq	-88(%rsp), %rax
	movq	%rax, -40(%rsp)
	movq	368(%rsp), %rcx
	addq	%rcx, 56(%rsp)
	incq	64(%rsp)
	addq	%rcx, 72(%rsp)
	cmpq	%rdx, 384(%rsp)
	jne	.LBB21_21
	jmp	.LBB21_45
.LBB21_46:
	movq	88(%rsp), %rax
	movq	$0, (%rax)
	xorl	%eax, %eax
	addq	$272, %rsp
	.cfi_def_cfa_offset 56
	popq	%rbx
	.cfi_def_cfa_offset 48
	popq	%r12
	.cfi_def_cfa_offset 40
	popq	%r13
	.cfi_def_cfa_offset 32
	popq	%r14
	.cfi_def_cfa_offset 24
	popq	%r15
	.cfi_def_cfa_offset 16
	popq	%rbp
	.cfi_def_cfa_offset 8
	vzeroupper
	retq
.Lfunc_end21:
	.size	_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx, .Lfunc_end21-_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx
	.cfi_endproc

	.weak	NRT_incref
	.p2align	4
	.type	NRT_incref,@function
NRT_incref:
	testq	%rdi, %rdi
	je	.LBB22_2
	lock		incq	(%rdi)
.LBB22_2:
	retq
.Lfunc_end22:
	.size	NRT_incref, .Lfunc_end22-NRT_incref

	.weak	NRT_decref
	.p2align	4
	.type	NRT_decref,@function
NRT_decref:
	.cfi_startproc
	testq	%rdi, %rdi
	je	.LBB23_2
	#MEMBARRIER
	lock		decq	(%rdi)
	je	.LBB23_3
.LBB23_2:
	retq
.LBB23_3:
	#MEMBARRIER
	movabsq	$NRT_MemInfo_call_dtor, %rax
	jmpq	*%rax
.Lfunc_end23:
	.size	NRT_decref, .Lfunc_end23-NRT_decref
	.cfi_endproc

	.type	.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727,@object
	.section	.lrodata,"al",@progbits
	.p2align	4, 0x0
.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727:
	.ascii	"\200\004\225A\000\000\000\000\000\000\000\214\bbuiltins\224\214\nValueError\224\223\224\214\036range() arg 3 must not be zero\224\205\224N\207\224."
	.size	.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727, 76

	.type	.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727.sha1,@object
	.p2align	4, 0x0
.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727.sha1:
	.ascii	"\312\216\373:r\326\024\376\207 2\314\343\2542`\007\243\007'"
	.size	.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727.sha1, 20

	.type	.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727,@object
	.p2align	4, 0x0
.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727:
	.quad	.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727
	.long	76
	.zero	4
	.quad	.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727.sha1
	.quad	0
	.long	0
	.zero	4
	.size	.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727, 40

	.type	.const.matmul,@object
.const.matmul:
	.asciz	"matmul"
	.size	.const.matmul, 7

	.type	_ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx,@object
	.comm	_ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx,8,8
	.type	".const.missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx",@object
	.p2align	4, 0x0
".const.missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx":
	.asciz	"missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx"
	.size	".const.missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx", 233

	.type	".const.can't unbox array from PyObject into native value.  The object maybe of a different type",@object
	.p2align	4, 0x0
".const.can't unbox array from PyObject into native value.  The object maybe of a different type":
	.asciz	"can't unbox array from PyObject into native value.  The object maybe of a different type"
	.size	".const.can't unbox array from PyObject into native value.  The object maybe of a different type", 89

	.type	".const.Error creating Python tuple from runtime exception arguments",@object
	.p2align	4, 0x0
".const.Error creating Python tuple from runtime exception arguments":
	.asciz	"Error creating Python tuple from runtime exception arguments"
	.size	".const.Error creating Python tuple from runtime exception arguments", 61

	.type	".const.unknown error when calling native function",@object
	.p2align	4, 0x0
".const.unknown error when calling native function":
	.asciz	"unknown error when calling native function"
	.size	".const.unknown error when calling native function", 43

	.type	".const.Error creating Python tuple from runtime exception arguments.1",@object
	.p2align	4, 0x0
".const.Error creating Python tuple from runtime exception arguments.1":
	.asciz	"Error creating Python tuple from runtime exception arguments"
	.size	".const.Error creating Python tuple from runtime exception arguments.1", 61

	.type	".const.unknown error when calling native function.2",@object
	.p2align	4, 0x0
".const.unknown error when calling native function.2":
	.asciz	"unknown error when calling native function"
	.size	".const.unknown error when calling native function.2", 43

	.type	".const.<numba.core.cpu.CPUContext>",@object
	.p2align	4, 0x0
".const.<numba.core.cpu.CPUContext>":
	.asciz	"<numba.core.cpu.CPUContext>"
	.size	".const.<numba.core.cpu.CPUContext>", 28

	.type	_ZN08NumbaEnv5numba7cpython8builtins6ol_max12_3clocals_3e4implB2v3B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dE15StarArgUniTupleIxLi2EE,@object
	.comm	_ZN08NumbaEnv5numba7cpython8builtins6ol_max12_3clocals_3e4implB2v3B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dE15StarArgUniTupleIxLi2EE,8,8
	.type	_ZN08NumbaEnv5numba2np8arrayobj11ol_np_empty12_3clocals_3e4implB2v4B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dEx18dtype_28float32_29,@object
	.comm	_ZN08NumbaEnv5numba2np8arrayobj11ol_np_empty12_3clocals_3e4implB2v4B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dEx18dtype_28float32_29,8,8
	.type	.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b,@object
	.p2align	4, 0x0
.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b:
	.ascii	"\200\004\225B\000\000\000\000\000\000\000\214\bbuiltins\224\214\nValueError\224\223\224\214\037negative dimensions not allowed\224\205\224N\207\224."
	.size	.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b, 77

	.type	.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b.sha1,@object
	.p2align	4, 0x0
.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b.sha1:
	.ascii	"3\033\205c\275\271\332\310\0338B\"s\005,Ho\301pk"
	.size	.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b.sha1, 20

	.type	.const.picklebuf.331b8563bdb9dac81b38422273052c486fc1706b,@object
	.p2align	4, 0x0
.const.picklebuf.331b8563bdb9dac81b38422273052c486fc1706b:
	.quad	.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b
	.long	77
	.zero	4
	.quad	.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b.sha1
	.quad	0
	.long	0
	.zero	4
	.size	.const.picklebuf.331b8563bdb9dac81b38422273052c486fc1706b, 40

	.type	.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57,@object
	.p2align	4, 0x0
.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57:
	.ascii	"\200\004\225~\000\000\000\000\000\000\000\214\bbuiltins\224\214\nValueError\224\223\224\214[array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.\224\205\224N\207\224."
	.size	.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57, 137

	.type	.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57.sha1,@object
	.p2align	4, 0x0
.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57.sha1:
	.ascii	"X\341N\314\265\007\261\340 i\201t\002#\346\205\313\214<W"
	.size	.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57.sha1, 20

	.type	.const.picklebuf.58e14eccb507b1e0206981740223e685cb8c3c57,@object
	.p2align	4, 0x0
.const.picklebuf.58e14eccb507b1e0206981740223e685cb8c3c57:
	.quad	.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57
	.long	137
	.zero	4
	.quad	.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57.sha1
	.quad	0
	.long	0
	.zero	4
	.size	.const.picklebuf.58e14eccb507b1e0206981740223e685cb8c3c57, 40

	.type	_ZN08NumbaEnv5numba2np8arrayobj15_call_allocatorB2v5B42c8tJTC_2fWQA93W1AaAIYBPIqRBFCjDSZRVAJmaQIAEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj,@object
	.comm	_ZN08NumbaEnv5numba2np8arrayobj15_call_allocatorB2v5B42c8tJTC_2fWQA93W1AaAIYBPIqRBFCjDSZRVAJmaQIAEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj,8,8
	.type	_ZN08NumbaEnv5numba2np8arrayobj18_ol_array_allocate12_3clocals_3e4implB2v6B42c8tJTIeFIjxB2IKSgI4CrvQClcaMQ5hEEUSJJgA_3dEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj,@object
	.comm	_ZN08NumbaEnv5numba2np8arrayobj18_ol_array_allocate12_3clocals_3e4implB2v6B42c8tJTIeFIjxB2IKSgI4CrvQClcaMQ5hEEUSJJgA_3dEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj,8,8
	.type	.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209,@object
	.p2align	4, 0x0
.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209:
	.ascii	"\200\004\225K\000\000\000\000\000\000\000\214\bbuiltins\224\214\013MemoryError\224\223\224\214'Allocation failed (probably too large).\224\205\224N\207\224."
	.size	.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209, 86

	.type	.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209.sha1,@object
	.p2align	4, 0x0
.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209.sha1:
	.ascii	"\272(\235\201\360\\p \363G|\025sH\004\337e\253\342\t"
	.size	.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209.sha1, 20

	.type	.const.picklebuf.ba289d81f05c7020f3477c15734804df65abe209,@object
	.p2align	4, 0x0
.const.picklebuf.ba289d81f05c7020f3477c15734804df65abe209:
	.quad	.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209
	.long	86
	.zero	4
	.quad	.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209.sha1
	.quad	0
	.long	0
	.zero	4
	.size	.const.picklebuf.ba289d81f05c7020f3477c15734804df65abe209, 40

	.type	_ZN08NumbaEnv11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx,@object
	.comm	_ZN08NumbaEnv11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx,8,8
	.type	_ZN08NumbaEnv5numba7cpython8builtins6ol_min12_3clocals_3e4implB2v2B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dE15StarArgUniTupleIxLi2EE,@object
	.comm	_ZN08NumbaEnv5numba7cpython8builtins6ol_min12_3clocals_3e4implB2v2B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dE15StarArgUniTupleIxLi2EE,8,8
	.section	".note.GNU-stack","",@progbits
