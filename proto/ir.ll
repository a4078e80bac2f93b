; ModuleID = 'matmul'
source_filename = "<string>"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727 = internal constant [76 x i8] c"\80\04\95A\00\00\00\00\00\00\00\8C\08builtins\94\8C\0AValueError\94\93\94\8C\1Erange() arg 3 must not be zero\94\85\94N\87\94."
@.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727.sha1 = internal constant [20 x i8] c"\CA\8E\FB:r\D6\14\FE\87 2\CC\E3\AC2`\07\A3\07'"
@.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727 = internal constant { ptr, i32, ptr, ptr, i32 } { ptr @.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727, i32 76, ptr @.const.pickledata.ca8efb3a72d614fe872032cce3ac326007a30727.sha1, ptr null, i32 0 }
@.const.matmul = internal constant [7 x i8] c"matmul\00"
@_ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx = common local_unnamed_addr global ptr null
@".const.missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx" = internal constant [233 x i8] c"missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx\00"
@".const.can't unbox array from PyObject into native value.  The object maybe of a different type" = internal constant [89 x i8] c"can't unbox array from PyObject into native value.  The object maybe of a different type\00"
@".const.Error creating Python tuple from runtime exception arguments" = internal constant [61 x i8] c"Error creating Python tuple from runtime exception arguments\00"
@".const.unknown error when calling native function" = internal constant [43 x i8] c"unknown error when calling native function\00"
@".const.Error creating Python tuple from runtime exception arguments.1" = internal constant [61 x i8] c"Error creating Python tuple from runtime exception arguments\00"
@".const.unknown error when calling native function.2" = internal constant [43 x i8] c"unknown error when calling native function\00"
@".const.<numba.core.cpu.CPUContext>" = internal constant [28 x i8] c"<numba.core.cpu.CPUContext>\00"
@_ZN08NumbaEnv5numba7cpython8builtins6ol_max12_3clocals_3e4implB2v3B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dE15StarArgUniTupleIxLi2EE = common local_unnamed_addr global ptr null
@_ZN08NumbaEnv5numba2np8arrayobj11ol_np_empty12_3clocals_3e4implB2v4B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dEx18dtype_28float32_29 = common local_unnamed_addr global ptr null
@.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b = internal constant [77 x i8] c"\80\04\95B\00\00\00\00\00\00\00\8C\08builtins\94\8C\0AValueError\94\93\94\8C\1Fnegative dimensions not allowed\94\85\94N\87\94."
@.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b.sha1 = internal constant [20 x i8] c"3\1B\85c\BD\B9\DA\C8\1B8B\22s\05,Ho\C1pk"
@.const.picklebuf.331b8563bdb9dac81b38422273052c486fc1706b = internal constant { ptr, i32, ptr, ptr, i32 } { ptr @.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b, i32 77, ptr @.const.pickledata.331b8563bdb9dac81b38422273052c486fc1706b.sha1, ptr null, i32 0 }
@.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57 = internal constant [137 x i8] c"\80\04\95~\00\00\00\00\00\00\00\8C\08builtins\94\8C\0AValueError\94\93\94\8C[array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.\94\85\94N\87\94."
@.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57.sha1 = internal constant [20 x i8] c"X\E1N\CC\B5\07\B1\E0 i\81t\02#\E6\85\CB\8C<W"
@.const.picklebuf.58e14eccb507b1e0206981740223e685cb8c3c57 = internal constant { ptr, i32, ptr, ptr, i32 } { ptr @.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57, i32 137, ptr @.const.pickledata.58e14eccb507b1e0206981740223e685cb8c3c57.sha1, ptr null, i32 0 }
@_ZN08NumbaEnv5numba2np8arrayobj15_call_allocatorB2v5B42c8tJTC_2fWQA93W1AaAIYBPIqRBFCjDSZRVAJmaQIAEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj = common local_unnamed_addr global ptr null
@_ZN08NumbaEnv5numba2np8arrayobj18_ol_array_allocate12_3clocals_3e4implB2v6B42c8tJTIeFIjxB2IKSgI4CrvQClcaMQ5hEEUSJJgA_3dEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj = common local_unnamed_addr global ptr null
@.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209 = internal constant [86 x i8] c"\80\04\95K\00\00\00\00\00\00\00\8C\08builtins\94\8C\0BMemoryError\94\93\94\8C'Allocation failed (probably too large).\94\85\94N\87\94."
@.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209.sha1 = internal constant [20 x i8] c"\BA(\9D\81\F0\\p \F3G|\15sH\04\DFe\AB\E2\09"
@.const.picklebuf.ba289d81f05c7020f3477c15734804df65abe209 = internal constant { ptr, i32, ptr, ptr, i32 } { ptr @.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209, i32 86, ptr @.const.pickledata.ba289d81f05c7020f3477c15734804df65abe209.sha1, ptr null, i32 0 }
@_ZN08NumbaEnv11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx = common local_unnamed_addr global ptr null
@PyExc_TypeError = external global i8
@_Py_NoneStruct = external global i8
@PyExc_RuntimeError = external global i8
@PyExc_StopIteration = external global i8
@PyExc_SystemError = external global i8
@_ZN08NumbaEnv5numba7cpython8builtins6ol_min12_3clocals_3e4implB2v2B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dE15StarArgUniTupleIxLi2EE = common local_unnamed_addr global ptr null

define range(i32 -1, -2) i32 @_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx(ptr noalias writeonly captures(none) %retptr, ptr noalias writeonly captures(none) %excinfo, ptr %arg.a.0, ptr readnone captures(none) %arg.a.1, i64 %arg.a.2, i64 %arg.a.3, ptr readonly captures(none) %arg.a.4, i64 %arg.a.5.0, i64 %arg.a.6.0, i64 %arg.a0, i64 %arg.ars, i64 %arg.acs, ptr %arg.b.0, ptr readnone captures(none) %arg.b.1, i64 %arg.b.2, i64 %arg.b.3, ptr readonly captures(none) %arg.b.4, i64 %arg.b.5.0, i64 %arg.b.6.0, i64 %arg.b0, i64 %arg.brs, i64 %arg.bcs, ptr %arg.out.0, ptr readnone captures(none) %arg.out.1, i64 %arg.out.2, i64 %arg.out.3, ptr writeonly captures(none) %arg.out.4, i64 %arg.out.5.0, i64 %arg.out.6.0, i64 %arg.o0, i64 %arg.ors, i64 %arg.ocs, i64 %arg.m, i64 %arg.k, i64 %arg.n) local_unnamed_addr {
B0:
  %const168 = bitcast i64 -4294967296 to i64
  %.1655 = alloca ptr, align 8
  %excinfo.7 = alloca ptr, align 8
  %.1705 = alloca ptr, align 8
  %excinfo.8 = alloca ptr, align 8
  %.2088 = alloca ptr, align 8
  %excinfo.11 = alloca ptr, align 8
  tail call void @NRT_incref(ptr %arg.a.0)
  tail call void @NRT_incref(ptr %arg.a.0)
  tail call void @NRT_incref(ptr %arg.b.0)
  tail call void @NRT_incref(ptr %arg.b.0)
  tail call void @NRT_incref(ptr %arg.out.0)
  %.151 = icmp eq i64 %arg.out.3, 0
  br i1 %.151, label %B0.endif, label %B0.else.if, !prof !0

B58:                                              ; preds = %B0.endif
  %.297.not = icmp slt i64 %arg.m, %quot.0
  br i1 %.297.not, label %B130.endif.else.if, label %B70

B70:                                              ; preds = %B58
  tail call void @NRT_decref(ptr %arg.b.0)
  tail call void @NRT_decref(ptr %arg.a.0)
  br label %B130.endif.else.if

B220:                                             ; preds = %B196.else.if, %B130.endif.else.if
  %levels.3.1 = phi i64 [ 1, %B130.endif.else.if ], [ %.585, %B196.else.if ]
  %.640.not = icmp eq i64 %bcs.2.0, 1
  br i1 %.640.not, label %B276, label %B346

B276:                                             ; preds = %B220
  %.650 = icmp sgt i64 %m.2.0, 31
  br i1 %.650, label %B288, label %B346

B288:                                             ; preds = %B276
  %.656 = mul i64 %arg.k, %arg.out.3
  %.664 = mul i64 %.656, %n.2.0
  %.665 = icmp sgt i64 %.664, 131072
  br label %B346

B346:                                             ; preds = %B220, %B276, %B288
  %"$phi330.0.5.0" = phi i1 [ true, %B220 ], [ %.665, %B288 ], [ false, %B276 ]
  %.678 = icmp ne i64 %acs.2.0, 1
  %.685 = icmp sgt i64 %n.2.0, %.517.fr
  %or.cond = select i1 %.678, i1 %.685, i1 false
  br i1 %or.cond, label %B370, label %B412

B370:                                             ; preds = %B346
  %.691 = mul i64 %arg.k, %arg.out.3
  %.699 = mul i64 %.691, %m.2.0
  %.700 = icmp sgt i64 %.699, 131072
  br label %B412

B412:                                             ; preds = %B370, %B346
  %"$phi412.0.4.0" = phi i1 [ %.700, %B370 ], [ false, %B346 ]
  br i1 %"$phi330.0.5.0", label %B418, label %B622

B418:                                             ; preds = %B412
  %.714 = mul i64 %arg.k, %arg.out.3
  %.722 = mul i64 %.714, %.517.fr
  %0 = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %.722, i64 1)
  %math = extractvalue { i64, i1 } %0, 0
  %ov = extractvalue { i64, i1 } %0, 1
  br i1 %ov, label %B578.endif, label %B418.else.if, !prof !0

B622:                                             ; preds = %B412
  %.810 = shl i64 %quot.0, 4
  %.815 = icmp ne i64 %ocs.2.0, 1
  %.818 = zext i1 %.815 to i64
  %.819 = add nsw i64 %levels.3.1, %.818
  %.821 = mul nsw i64 %.819, %.810
  br label %B624

B624:                                             ; preds = %B578.endif, %B622
  %.8211038 = phi i64 [ %.8211031, %B578.endif ], [ %.821, %B622 ]
  %.8151036 = phi i1 [ %.8151027, %B578.endif ], [ %.815, %B622 ]
  %.8101034 = phi i64 [ %.8101026, %B578.endif ], [ %.810, %B622 ]
  %"$phi502.0.2.01033" = phi i64 [ %quot.3.0, %B578.endif ], [ %n.2.0, %B622 ]
  %"$phi624.3.2.0" = phi i64 [ %.863, %B578.endif ], [ 0, %B622 ]
  %.884 = shl nsw i64 %arg.k, 3
  %spec.select = select i1 %"$phi412.0.4.0", i64 %.884, i64 0
  %.873 = add i64 %spec.select, %quot.0
  %.894 = add i64 %.873, %.8211038
  %.900 = add i64 %.894, %"$phi624.3.2.0"
  %.15.i = icmp slt i64 %.900, 0
  br i1 %.15.i, label %B654.if.if, label %B0.endif.endif.i, !prof !0

B0.endif.endif.i:                                 ; preds = %B624
  %.31.i = icmp samesign ugt i64 %.900, 2305843009213693951
  br i1 %.31.i, label %B654.if.if, label %B0.endif.endif.endif.i, !prof !0

B0.endif.endif.endif.i:                           ; preds = %B0.endif.endif.i
  %.30.i = shl nuw nsw i64 %.900, 2
  %.7.i.i.i = tail call ptr @NRT_MemInfo_alloc_aligned(i64 %.30.i, i32 32), !noalias !1
  %.8.i.i.i = icmp eq ptr %.7.i.i.i, null
  br i1 %.8.i.i.i, label %B654.if.if, label %B654.endif, !prof !0

B866.loopexit:                                    ; preds = %B1366.loopexit, %B1328.thread, %B1328.endif, %209
  %lsr.iv.next68 = add i64 %lsr.iv67, %140
  %lsr.iv.next72 = add i64 %lsr.iv71, %"$phi502.0.2.01033"
  %lsr.iv.next74 = sub i64 %lsr.iv73, %"$phi502.0.2.01033"
  %.1376 = icmp sgt i64 %.137512771433, 1
  br i1 %.1376, label %B868.endif, label %B1992

B912:                                             ; preds = %B868.endif
  %1 = icmp eq i64 %.517.fr, 0
  %.1493 = sub i64 %.13.i26, %.138212881431
  br i1 %1, label %B912.if, label %B912.endif, !prof !0

B1020:                                            ; preds = %B948.endif
  %.1663 = call i32 @_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx(ptr nonnull %.1655, ptr nonnull %excinfo.7, ptr %b.2.sroa.0.0, ptr %b.2.sroa.14.0, i64 %b.2.sroa.28.0, i64 %b.2.sroa.42.0, ptr %b.2.sroa.56.0, i64 %b.2.sroa.70.0, i64 %b.2.sroa.84.0, i64 %.1639, i64 %brs.2.0, i64 %bcs.2.0, i64 %arg.k, i64 %quot.0, ptr nonnull %.7.i.i.i, ptr null, i64 %.1175, i64 4, ptr %.1191, i64 %.1175, i64 4, i64 %lsr.iv65)
  %cond56 = icmp eq i32 %.1663, 0
  br i1 %cond56, label %B1993, label %B1020.if.if, !prof !11

B1102:                                            ; preds = %B948.endif
  %.1713 = call i32 @_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx(ptr nonnull %.1705, ptr nonnull %excinfo.8, ptr %b.2.sroa.0.0, ptr %b.2.sroa.14.0, i64 %b.2.sroa.28.0, i64 %b.2.sroa.42.0, ptr %b.2.sroa.56.0, i64 %b.2.sroa.70.0, i64 %b.2.sroa.84.0, i64 %lsr.iv69, i64 %brs.2.0, i64 %bcs.2.0, i64 %arg.k, i64 %.13.i27, ptr nonnull %.7.i.i.i, ptr null, i64 %.1175, i64 4, ptr %.1191, i64 %.1175, i64 4, i64 %lsr.iv65)
  %cond57 = icmp eq i32 %.1713, 0
  br i1 %cond57, label %B1993, label %B1102.if.if, !prof !11

B1178:                                            ; preds = %B1993, %B912.endif, %178, %B868.endif
  br i1 %brmerge1446, label %B1328, label %B1328.thread

B1328.thread:                                     ; preds = %B1178
  %2 = icmp sgt i64 %m.2.0, 0
  br i1 %2, label %B1328.endif.endif, label %B866.loopexit

B1328:                                            ; preds = %B1178
  %3 = icmp eq i64 %.mux, 0
  br i1 %3, label %B1328.if, label %B1328.endif, !prof !12

B1366.loopexit:                                   ; preds = %B1982, %B1468, %240
  %lsr.iv.next95 = add i64 %lsr.iv94, %215
  %lsr.iv.next146 = add i64 %lsr.iv145, %215
  %.1997 = icmp sgt i64 %.199611561204, 1
  br i1 %.1997, label %B1368.endif, label %B866.loopexit

B1412:                                            ; preds = %B1368.endif
  %.2078 = mul nsw i64 %.200311601203, %ars.2.0
  %.2080 = add nsw i64 %.2078, %a0.2.0
  %.2096 = call i32 @_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx(ptr nonnull %.2088, ptr nonnull %excinfo.11, ptr %a.2.sroa.0.0, ptr %a.2.sroa.13.0, i64 %a.2.sroa.26.0, i64 %a.2.sroa.39.0, ptr %a.2.sroa.52.0, i64 %a.2.sroa.65.0, i64 %a.2.sroa.78.0, i64 %.2080, i64 %acs.2.0, i64 %ars.2.0, i64 %arg.k, i64 %.13.i28, ptr nonnull %.7.i.i.i, ptr null, i64 %.1175, i64 4, ptr %.1191, i64 %.1175, i64 4, i64 %.1261)
  %cond55 = icmp eq i32 %.2096, 0
  br i1 %cond55, label %B1468, label %B1412.if.if, !prof !11

B1468:                                            ; preds = %B1412, %B1368.endif
  br i1 %.2159, label %B1366.loopexit, label %B1468.endif.endif

B1982:                                            ; preds = %B1898.B1864.loopexit_crit_edge.us, %done
  %.2199 = icmp sgt i64 %.219811271149, 1
  br i1 %.2199, label %B1504.endif, label %B1366.loopexit

common.ret:                                       ; preds = %B1468.if, %B1412.if.if, %B1328.if, %B1102.if.if, %B1020.if.if, %B912.if, %B824.if, %B654.if.if, %B1992
  %common.ret.op = phi i32 [ 0, %B1992 ], [ %.1663, %B1020.if.if ], [ 1, %B1468.if ], [ %.us-phi1230, %B1412.if.if ], [ 1, %B654.if.if ], [ 1, %B824.if ], [ %.1713, %B1102.if.if ], [ 1, %B912.if ], [ 1, %B1328.if ]
  ret i32 %common.ret.op

B1992:                                            ; preds = %B866.loopexit, %B824.endif, %135
  tail call void @NRT_decref(ptr nonnull %.7.i.i.i)
  tail call void @NRT_decref(ptr %arg.out.0)
  tail call void @NRT_decref(ptr %b.2.sroa.0.0)
  tail call void @NRT_decref(ptr %a.2.sroa.0.0)
  store ptr null, ptr %retptr, align 8
  br label %common.ret

B1993:                                            ; preds = %B1102, %B1020
  %lsr.iv.next = add i64 %lsr.iv, -1
  %lsr.iv.next66 = add i64 %lsr.iv65, %139
  %lsr.iv.next70 = add i64 %lsr.iv69, %141
  %lsr.iv.next76 = sub i64 %lsr.iv75, %.517.fr
  %.1536 = icmp samesign ugt i64 %lsr.iv.next, 1
  br i1 %.1536, label %B948.endif, label %B1178

B0.endif:                                         ; preds = %24, %B0
  %quot.0 = phi i64 [ 0, %B0 ], [ %spec.select1069, %24 ]
  %.194 = icmp slt i64 %arg.n, %quot.0
  %.245 = icmp eq i64 %arg.ars, 1
  %or.cond24 = select i1 %.194, i1 %.245, i1 false
  br i1 %or.cond24, label %B58, label %B130.endif.else.if

B0.else.if:                                       ; preds = %B0
  %4 = and i64 %arg.out.3, %const168
  %5 = icmp eq i64 %4, 0
  br i1 %5, label %6, label %12

6:                                                ; preds = %B0.else.if
  %7 = trunc i64 %arg.out.3 to i32
  %8 = udiv i32 64, %7
  %9 = urem i32 64, %7
  %10 = zext i32 %8 to i64
  %11 = zext i32 %9 to i64
  br label %24

12:                                               ; preds = %B0.else.if
  %13 = and i64 %arg.out.3, -4294967296
  %14 = icmp eq i64 %13, 0
  br i1 %14, label %15, label %21

15:                                               ; preds = %12
  %16 = trunc i64 %arg.out.3 to i32
  %17 = udiv i32 64, %16
  %18 = urem i32 64, %16
  %19 = zext i32 %17 to i64
  %20 = zext i32 %18 to i64
  br label %24

21:                                               ; preds = %12
  %22 = sdiv i64 64, %arg.out.3
  %23 = srem i64 64, %arg.out.3
  br label %24

24:                                               ; preds = %15, %21, %6
  %25 = phi i64 [ %10, %6 ], [ %19, %15 ], [ %22, %21 ]
  %26 = phi i64 [ %11, %6 ], [ %20, %15 ], [ %23, %21 ]
  %.170 = icmp slt i64 %arg.out.3, 0
  %.171 = icmp ne i64 %26, 0
  %.172 = and i1 %.170, %.171
  %.177 = sext i1 %.172 to i64
  %spec.select1069 = add nsw i64 %25, %.177
  br label %B0.endif

B130.endif.else.if:                               ; preds = %B58, %B70, %B0.endif
  %a.sroa.0.0 = phi ptr [ null, %B70 ], [ %arg.a.0, %B58 ], [ %arg.a.0, %B0.endif ]
  %a.2.sroa.78.0 = phi i64 [ %arg.b.6.0, %B70 ], [ %arg.a.6.0, %B58 ], [ %arg.a.6.0, %B0.endif ]
  %a.2.sroa.65.0 = phi i64 [ %arg.b.5.0, %B70 ], [ %arg.a.5.0, %B58 ], [ %arg.a.5.0, %B0.endif ]
  %a.2.sroa.52.0 = phi ptr [ %arg.b.4, %B70 ], [ %arg.a.4, %B58 ], [ %arg.a.4, %B0.endif ]
  %a.2.sroa.39.0 = phi i64 [ %arg.b.3, %B70 ], [ %arg.a.3, %B58 ], [ %arg.a.3, %B0.endif ]
  %a.2.sroa.26.0 = phi i64 [ %arg.b.2, %B70 ], [ %arg.a.2, %B58 ], [ %arg.a.2, %B0.endif ]
  %a.2.sroa.13.0 = phi ptr [ %arg.b.1, %B70 ], [ %arg.a.1, %B58 ], [ %arg.a.1, %B0.endif ]
  %a.2.sroa.0.0 = phi ptr [ %arg.b.0, %B70 ], [ %arg.a.0, %B58 ], [ %arg.a.0, %B0.endif ]
  %a0.2.0 = phi i64 [ %arg.b0, %B70 ], [ %arg.a0, %B58 ], [ %arg.a0, %B0.endif ]
  %ars.2.0 = phi i64 [ %arg.bcs, %B70 ], [ 1, %B58 ], [ %arg.ars, %B0.endif ]
  %acs.2.0 = phi i64 [ %arg.brs, %B70 ], [ %arg.acs, %B58 ], [ %arg.acs, %B0.endif ]
  %b.sroa.0.0 = phi ptr [ null, %B70 ], [ %arg.b.0, %B58 ], [ %arg.b.0, %B0.endif ]
  %b.2.sroa.84.0 = phi i64 [ %arg.a.6.0, %B70 ], [ %arg.b.6.0, %B58 ], [ %arg.b.6.0, %B0.endif ]
  %b.2.sroa.70.0 = phi i64 [ %arg.a.5.0, %B70 ], [ %arg.b.5.0, %B58 ], [ %arg.b.5.0, %B0.endif ]
  %b.2.sroa.56.0 = phi ptr [ %arg.a.4, %B70 ], [ %arg.b.4, %B58 ], [ %arg.b.4, %B0.endif ]
  %b.2.sroa.42.0 = phi i64 [ %arg.a.3, %B70 ], [ %arg.b.3, %B58 ], [ %arg.b.3, %B0.endif ]
  %b.2.sroa.28.0 = phi i64 [ %arg.a.2, %B70 ], [ %arg.b.2, %B58 ], [ %arg.b.2, %B0.endif ]
  %b.2.sroa.14.0 = phi ptr [ %arg.a.1, %B70 ], [ %arg.b.1, %B58 ], [ %arg.b.1, %B0.endif ]
  %b.2.sroa.0.0 = phi ptr [ %arg.a.0, %B70 ], [ %arg.b.0, %B58 ], [ %arg.b.0, %B0.endif ]
  %b0.2.0 = phi i64 [ %arg.a0, %B70 ], [ %arg.b0, %B58 ], [ %arg.b0, %B0.endif ]
  %brs.2.0 = phi i64 [ %arg.acs, %B70 ], [ %arg.brs, %B58 ], [ %arg.brs, %B0.endif ]
  %bcs.2.0 = phi i64 [ 1, %B70 ], [ %arg.bcs, %B58 ], [ %arg.bcs, %B0.endif ]
  %ors.2.0 = phi i64 [ %arg.ocs, %B70 ], [ %arg.ors, %B58 ], [ %arg.ors, %B0.endif ]
  %ocs.2.0 = phi i64 [ %arg.ors, %B70 ], [ %arg.ocs, %B58 ], [ %arg.ocs, %B0.endif ]
  %m.2.0 = phi i64 [ %arg.n, %B70 ], [ %arg.m, %B58 ], [ %arg.m, %B0.endif ]
  %n.2.0 = phi i64 [ %arg.m, %B70 ], [ %arg.n, %B58 ], [ %arg.n, %B0.endif ]
  tail call void @NRT_decref(ptr %b.sroa.0.0)
  tail call void @NRT_decref(ptr %a.sroa.0.0)
  %.497 = shl nsw i64 %quot.0, 1
  %.13.i = tail call i64 @llvm.smin.i64(i64 %.497, i64 %n.2.0)
  %.517.fr = freeze i64 %.13.i
  %.540.1 = ashr i64 %arg.k, 5
  %.582.not = icmp eq i64 %.540.1, 0
  br i1 %.582.not, label %B220, label %B196.else.if.preheader

B196.else.if.preheader:                           ; preds = %B130.endif.else.if
  br label %B196.else.if

B196.else.if:                                     ; preds = %B196.else.if.preheader, %B196.else.if
  %blocks.2.0 = phi i64 [ %.594.1, %B196.else.if ], [ %.540.1, %B196.else.if.preheader ]
  %levels.2.0 = phi i64 [ %.585, %B196.else.if ], [ 1, %B196.else.if.preheader ]
  %.585 = add i64 %levels.2.0, 1
  %.594.1 = ashr i64 %blocks.2.0, 1
  %.633.not = icmp eq i64 %.594.1, 0
  br i1 %.633.not, label %B220, label %B196.else.if

B418.else.if:                                     ; preds = %B418
  %27 = and i64 %math, %const168
  %28 = icmp eq i64 %27, 0
  br i1 %28, label %29, label %35

29:                                               ; preds = %B418.else.if
  %30 = trunc i64 %math to i32
  %31 = udiv i32 524288, %30
  %32 = urem i32 524288, %30
  %33 = zext i32 %31 to i64
  %34 = zext i32 %32 to i64
  br label %47

35:                                               ; preds = %B418.else.if
  %36 = and i64 %math, -4294967296
  %37 = icmp eq i64 %36, 0
  br i1 %37, label %38, label %44

38:                                               ; preds = %35
  %39 = trunc i64 %math to i32
  %40 = udiv i32 524288, %39
  %41 = urem i32 524288, %39
  %42 = zext i32 %40 to i64
  %43 = zext i32 %41 to i64
  br label %47

44:                                               ; preds = %35
  %45 = sdiv i64 524288, %math
  %46 = srem i64 524288, %math
  br label %47

47:                                               ; preds = %38, %44, %29
  %48 = phi i64 [ %33, %29 ], [ %42, %38 ], [ %45, %44 ]
  %49 = phi i64 [ %34, %29 ], [ %43, %38 ], [ %46, %44 ]
  %.745 = icmp slt i64 %.722, -1
  %.746 = icmp ne i64 %49, 0
  %.747 = and i1 %.745, %.746
  %.752 = sext i1 %.747 to i64
  %spec.select1070 = add nsw i64 %48, %.752
  %50 = tail call i64 @llvm.smax.i64(i64 %spec.select1070, i64 1)
  %51 = mul nsw i64 %50, %.517.fr
  br label %B578.endif

B578.endif:                                       ; preds = %B418, %47
  %quot.3.0 = phi i64 [ %.517.fr, %B418 ], [ %51, %47 ]
  %.13.i25 = tail call i64 @llvm.smin.i64(i64 %n.2.0, i64 %quot.3.0)
  %.8151027 = icmp ne i64 %ocs.2.0, 1
  %.8181029 = zext i1 %.8151027 to i64
  %.8191030 = add nsw i64 %levels.3.1, %.8181029
  %.8101026 = shl i64 %quot.0, 4
  %.8211031 = mul nsw i64 %.8191030, %.8101026
  %.861 = add nsw i64 %.13.i25, %quot.0
  %.863 = mul nsw i64 %.861, %arg.k
  br label %B624

B654.endif:                                       ; preds = %B0.endif.endif.endif.i
  %const167 = bitcast i64 -9223372036854775808 to i64
  %52 = icmp eq i64 %arg.out.3, 0
  %const = bitcast i64 -9223372036854775808 to i64
  %.5.i.i = getelementptr i8, ptr %.7.i.i.i, i64 24
  %.6.i.i = load ptr, ptr %.5.i.i, align 8, !noalias !13
  br i1 %52, label %B654.endif.endif, label %B654.endif.else, !prof !0

B654.if.if:                                       ; preds = %B0.endif.endif.i, %B624, %B0.endif.endif.endif.i
  %excinfo.4.0.ph = phi ptr [ @.const.picklebuf.ba289d81f05c7020f3477c15734804df65abe209, %B0.endif.endif.endif.i ], [ @.const.picklebuf.58e14eccb507b1e0206981740223e685cb8c3c57, %B0.endif.endif.i ], [ @.const.picklebuf.331b8563bdb9dac81b38422273052c486fc1706b, %B624 ]
  store ptr %excinfo.4.0.ph, ptr %excinfo, align 8
  br label %common.ret

B654.endif.else:                                  ; preds = %B654.endif
  %53 = inttoptr i64 %const to ptr
  %.984 = icmp ne ptr %.6.i.i, %53
  %.985 = icmp ne i64 %arg.out.3, -1
  %.986.not = or i1 %.985, %.984
  br i1 %.986.not, label %B654.endif.else.if, label %B654.endif.endif, !prof !14

B654.endif.endif:                                 ; preds = %83, %B654.endif.else, %B654.endif
  %quot.4.0.neg = phi i64 [ 0, %B654.endif ], [ 0, %B654.endif.else ], [ %spec.select1071.neg, %83 ]
  %.1015 = icmp eq i64 %quot.0, 0
  br i1 %.1015, label %B654.endif.endif.endif.else.thread, label %B654.endif.endif.else, !prof !0

B654.endif.else.if:                               ; preds = %B654.endif.else
  %54 = ptrtoint ptr %.6.i.i to i64
  %55 = or i64 %54, %arg.out.3
  %56 = and i64 %55, %const168
  %57 = icmp eq i64 %56, 0
  br i1 %57, label %58, label %66

58:                                               ; preds = %B654.endif.else.if
  %59 = ptrtoint ptr %.6.i.i to i64
  %60 = trunc i64 %arg.out.3 to i32
  %61 = trunc i64 %59 to i32
  %62 = udiv i32 %61, %60
  %63 = urem i32 %61, %60
  %64 = zext i32 %62 to i64
  %65 = zext i32 %63 to i64
  br label %83

66:                                               ; preds = %B654.endif.else.if
  %67 = ptrtoint ptr %.6.i.i to i64
  %68 = or i64 %67, %arg.out.3
  %69 = and i64 %68, -4294967296
  %70 = icmp eq i64 %69, 0
  br i1 %70, label %71, label %79

71:                                               ; preds = %66
  %72 = ptrtoint ptr %.6.i.i to i64
  %73 = trunc i64 %arg.out.3 to i32
  %74 = trunc i64 %72 to i32
  %75 = udiv i32 %74, %73
  %76 = urem i32 %74, %73
  %77 = zext i32 %75 to i64
  %78 = zext i32 %76 to i64
  br label %83

79:                                               ; preds = %66
  %80 = ptrtoint ptr %.6.i.i to i64
  %81 = sdiv i64 %80, %arg.out.3
  %82 = srem i64 %80, %arg.out.3
  br label %83

83:                                               ; preds = %71, %79, %58
  %84 = phi i64 [ %64, %58 ], [ %77, %71 ], [ %81, %79 ]
  %85 = phi i64 [ %65, %58 ], [ %78, %71 ], [ %82, %79 ]
  %.991 = xor i64 %85, %arg.out.3
  %.992 = icmp slt i64 %.991, 0
  %.993 = icmp ne i64 %85, 0
  %.994 = and i1 %.993, %.992
  %.999.neg = zext i1 %.994 to i64
  %spec.select1071.neg = sub i64 %.999.neg, %84
  br label %B654.endif.endif

B654.endif.endif.else:                            ; preds = %B654.endif.endif
  %86 = bitcast i64 %const167 to i64
  %.1026 = icmp ne i64 %quot.4.0.neg, %86
  %.1027 = icmp ne i64 %quot.0, -1
  %.1028.not = or i1 %.1027, %.1026
  br i1 %.1028.not, label %B654.endif.endif.endif.else, label %B654.endif.endif.endif.else.thread, !prof !14

B654.endif.endif.endif.else:                      ; preds = %B654.endif.endif.else
  %87 = or i64 %quot.4.0.neg, %quot.0
  %88 = and i64 %87, %const168
  %89 = icmp eq i64 %88, 0
  br i1 %89, label %90, label %95

90:                                               ; preds = %B654.endif.endif.endif.else
  %91 = trunc i64 %quot.0 to i32
  %92 = trunc i64 %quot.4.0.neg to i32
  %93 = urem i32 %92, %91
  %94 = zext i32 %93 to i64
  br label %106

95:                                               ; preds = %B654.endif.endif.endif.else
  %96 = or i64 %quot.4.0.neg, %quot.0
  %97 = and i64 %96, -4294967296
  %98 = icmp eq i64 %97, 0
  br i1 %98, label %99, label %104

99:                                               ; preds = %95
  %100 = trunc i64 %quot.0 to i32
  %101 = trunc i64 %quot.4.0.neg to i32
  %102 = urem i32 %101, %100
  %103 = zext i32 %102 to i64
  br label %106

104:                                              ; preds = %95
  %105 = srem i64 %quot.4.0.neg, %quot.0
  br label %106

106:                                              ; preds = %99, %104, %90
  %107 = phi i64 [ %94, %90 ], [ %103, %99 ], [ %105, %104 ]
  %.1033 = xor i64 %107, %quot.0
  %.1034 = icmp slt i64 %.1033, 0
  %.1035 = icmp ne i64 %107, 0
  %.1036 = and i1 %.1035, %.1034
  %.1043 = select i1 %.1036, i64 %quot.0, i64 0
  %spec.select1072 = add nsw i64 %.1043, %107
  %108 = freeze i64 %spec.select1072
  %.1088 = icmp slt i64 %108, 0
  %spec.select1705 = select i1 %.1088, i64 %.900, i64 0
  br label %B654.endif.endif.endif.else.thread

B654.endif.endif.endif.else.thread:               ; preds = %106, %B654.endif.endif.else, %B654.endif.endif
  %rem.5.01661 = phi i64 [ 0, %B654.endif.endif.else ], [ %108, %106 ], [ 0, %B654.endif.endif ]
  %109 = phi i64 [ 0, %B654.endif.endif.else ], [ %spec.select1705, %106 ], [ 0, %B654.endif.endif ]
  %spec.select1073 = add i64 %109, %rem.5.01661
  %.1093 = icmp slt i64 %spec.select1073, 0
  br i1 %.1093, label %B654.endif.endif.endif.else.if, label %B654.endif.endif.endif.else.endif, !prof !0

B654.endif.endif.endif.endif:                     ; preds = %B654.endif.endif.endif.else.endif.if, %B654.endif.endif.endif.else.endif
  %.1078.sroa.0.3 = phi i64 [ %.900, %B654.endif.endif.endif.else.endif.if ], [ %.1078.sroa.0.1, %B654.endif.endif.endif.else.endif ]
  %.1166 = sub nsw i64 %.900, %.1078.sroa.0.3
  %.1175 = tail call i64 @llvm.smax.i64(i64 %.1166, i64 0)
  %.1191 = getelementptr float, ptr %.6.i.i, i64 %.1078.sroa.0.3
  %.1234 = mul i64 %.8101034, %levels.3.1
  %"$phi790.1.2.0" = select i1 %.8151036, i64 %.8101034, i64 0
  %.1261 = add i64 %.1234, %"$phi790.1.2.0"
  %.1286 = add i64 %.1261, %spec.select
  %.1336 = icmp eq i64 %"$phi502.0.2.01033", 0
  br i1 %.1336, label %B824.if, label %B824.endif, !prof !0

B654.endif.endif.endif.else.if:                   ; preds = %B654.endif.endif.endif.else.thread
  br label %B654.endif.endif.endif.else.endif

B654.endif.endif.endif.else.endif:                ; preds = %B654.endif.endif.endif.else.if, %B654.endif.endif.endif.else.thread
  %.1078.sroa.0.1 = phi i64 [ 0, %B654.endif.endif.endif.else.if ], [ %spec.select1073, %B654.endif.endif.endif.else.thread ]
  %.1098.not = icmp slt i64 %spec.select1073, %.900
  br i1 %.1098.not, label %B654.endif.endif.endif.endif, label %B654.endif.endif.endif.else.endif.if, !prof !14

B654.endif.endif.endif.else.endif.if:             ; preds = %B654.endif.endif.endif.else.endif
  br label %B654.endif.endif.endif.endif

B824.if:                                          ; preds = %B654.endif.endif.endif.endif
  store ptr @.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727, ptr %excinfo, align 8, !numba_exception_output !15
  br label %common.ret

B824.endif:                                       ; preds = %B654.endif.endif.endif.endif
  %110 = icmp sgt i64 %n.2.0, 0
  %.1334 = icmp sgt i64 %"$phi502.0.2.01033", 0
  %.1335 = xor i1 %110, %.1334
  br i1 %.1335, label %B1992, label %B824.endif.endif

B824.endif.endif:                                 ; preds = %B824.endif
  %111 = or i64 %n.2.0, %"$phi502.0.2.01033"
  %112 = and i64 %111, %const168
  %113 = icmp eq i64 %112, 0
  br i1 %113, label %114, label %121

114:                                              ; preds = %B824.endif.endif
  %115 = trunc i64 %"$phi502.0.2.01033" to i32
  %116 = trunc i64 %n.2.0 to i32
  %117 = udiv i32 %116, %115
  %118 = urem i32 %116, %115
  %119 = zext i32 %117 to i64
  %120 = zext i32 %118 to i64
  br label %135

121:                                              ; preds = %B824.endif.endif
  %122 = or i64 %n.2.0, %"$phi502.0.2.01033"
  %123 = and i64 %122, -4294967296
  %124 = icmp eq i64 %123, 0
  br i1 %124, label %125, label %132

125:                                              ; preds = %121
  %126 = trunc i64 %"$phi502.0.2.01033" to i32
  %127 = trunc i64 %n.2.0 to i32
  %128 = udiv i32 %127, %126
  %129 = urem i32 %127, %126
  %130 = zext i32 %128 to i64
  %131 = zext i32 %129 to i64
  br label %135

132:                                              ; preds = %121
  %133 = sdiv i64 %n.2.0, %"$phi502.0.2.01033"
  %134 = srem i64 %n.2.0, %"$phi502.0.2.01033"
  br label %135

135:                                              ; preds = %125, %132, %114
  %136 = phi i64 [ %119, %114 ], [ %130, %125 ], [ %133, %132 ]
  %137 = phi i64 [ %120, %114 ], [ %131, %125 ], [ %134, %132 ]
  %138 = icmp sgt i64 %n.2.0, 0
  %.1349 = sub nsw i64 0, %137
  %.1350 = select i1 %138, i64 %137, i64 %.1349
  %.1351 = icmp sgt i64 %.1350, 0
  %.1353 = zext i1 %.1351 to i64
  %.1354 = add i64 %136, %.1353
  %.13761418 = icmp sgt i64 %.1354, 0
  br i1 %.13761418, label %B868.lr.ph, label %B1992

B868.lr.ph:                                       ; preds = %135
  %.1635 = sub nsw i64 %n.2.0, %quot.0
  %.1637 = mul nsw i64 %.1635, %bcs.2.0
  %.1639 = add nsw i64 %.1637, %b0.2.0
  %brmerge = select i1 %"$phi412.0.4.0", i1 true, i1 %.8151036
  %.1760.1 = and i64 %m.2.0, 7
  %.1830 = icmp samesign ugt i64 %.1760.1, 4
  %.1877 = and i64 %m.2.0, -8
  %.1954 = icmp sgt i64 %m.2.0, 0
  %.2339 = icmp eq i64 %ocs.2.0, 1
  %brmerge1446 = select i1 %brmerge, i1 true, i1 %.1830
  %.mux = select i1 %brmerge, i64 8, i64 %m.2.0
  %.13.i31 = tail call i64 @llvm.smax.i64(i64 %.1877, i64 8)
  %.1955 = icmp sgt i64 %.mux, 0
  %.1956 = xor i1 %.1954, %.1955
  %target.2.sroa.32.3 = select i1 %.2339, ptr %arg.out.4, ptr %.1191
  %.1191.a.2.sroa.52.0 = select i1 %"$phi412.0.4.0", ptr %.1191, ptr %a.2.sroa.52.0
  %.ars.2.0 = select i1 %"$phi412.0.4.0", i64 1, i64 %ars.2.0
  %y.2.sroa.32.3 = select i1 %"$phi330.0.5.0", ptr %.1191, ptr %b.2.sroa.56.0
  %.8151036.not = xor i1 %.8151036, true
  %139 = mul i64 %.517.fr, %arg.k
  %140 = mul i64 %bcs.2.0, %"$phi502.0.2.01033"
  %141 = mul i64 %.517.fr, %bcs.2.0
  %142 = mul i64 %levels.3.1, %quot.0
  %143 = shl i64 %142, 6
  %144 = shl i64 %.1078.sroa.0.3, 2
  %145 = add i64 %143, %144
  %scevgep = getelementptr i8, ptr %.6.i.i, i64 %145
  %146 = shl i64 %arg.o0, 2
  %147 = shl i64 %ocs.2.0, 2
  %148 = shl i64 %ocs.2.0, 2
  %149 = shl i64 %ocs.2.0, 2
  %150 = shl i64 %ocs.2.0, 2
  %scevgep151 = getelementptr i8, ptr %arg.out.4, i64 %146
  %scevgep155 = getelementptr i8, ptr %arg.out.4, i64 %146
  %scevgep159 = getelementptr i8, ptr %arg.out.4, i64 %146
  %scevgep163 = getelementptr i8, ptr %arg.out.4, i64 %146
  br label %B868.endif

B868.endif:                                       ; preds = %B866.loopexit, %B868.lr.ph
  %lsr.iv73 = phi i64 [ %lsr.iv.next74, %B866.loopexit ], [ 0, %B868.lr.ph ]
  %lsr.iv71 = phi i64 [ %lsr.iv.next72, %B866.loopexit ], [ %"$phi502.0.2.01033", %B868.lr.ph ]
  %lsr.iv67 = phi i64 [ %lsr.iv.next68, %B866.loopexit ], [ %b0.2.0, %B868.lr.ph ]
  %.137512771433 = phi i64 [ %.1354, %B868.lr.ph ], [ %.1385, %B866.loopexit ]
  %.138212881431 = phi i64 [ 0, %B868.lr.ph ], [ %.1389, %B866.loopexit ]
  %smin = call i64 @llvm.smin.i64(i64 %n.2.0, i64 %lsr.iv71)
  %151 = add i64 %smin, %lsr.iv73
  %.1385 = add nsw i64 %.137512771433, -1
  %.1389 = add i64 %.138212881431, %"$phi502.0.2.01033"
  %.13.i26 = tail call i64 @llvm.smin.i64(i64 %.1389, i64 %n.2.0)
  br i1 %"$phi330.0.5.0", label %B912, label %B1178

B912.if:                                          ; preds = %B912
  store ptr @.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727, ptr %excinfo, align 8, !numba_exception_output !15
  br label %common.ret

B912.endif:                                       ; preds = %B912
  %152 = icmp sgt i64 %.517.fr, 0
  %153 = icmp sgt i64 %.1493, 0
  %.1496 = xor i1 %152, %153
  br i1 %.1496, label %B1178, label %B912.endif.endif

B912.endif.endif:                                 ; preds = %B912.endif
  %154 = or i64 %.1493, %.517.fr
  %155 = and i64 %154, %const168
  %156 = icmp eq i64 %155, 0
  br i1 %156, label %157, label %164

157:                                              ; preds = %B912.endif.endif
  %158 = trunc i64 %.517.fr to i32
  %159 = trunc i64 %.1493 to i32
  %160 = udiv i32 %159, %158
  %161 = urem i32 %159, %158
  %162 = zext i32 %160 to i64
  %163 = zext i32 %161 to i64
  br label %178

164:                                              ; preds = %B912.endif.endif
  %165 = or i64 %.1493, %.517.fr
  %166 = and i64 %165, -4294967296
  %167 = icmp eq i64 %166, 0
  br i1 %167, label %168, label %175

168:                                              ; preds = %164
  %169 = trunc i64 %.517.fr to i32
  %170 = trunc i64 %.1493 to i32
  %171 = udiv i32 %170, %169
  %172 = urem i32 %170, %169
  %173 = zext i32 %171 to i64
  %174 = zext i32 %172 to i64
  br label %178

175:                                              ; preds = %164
  %176 = sdiv i64 %.1493, %.517.fr
  %177 = srem i64 %.1493, %.517.fr
  br label %178

178:                                              ; preds = %168, %175, %157
  %179 = phi i64 [ %162, %157 ], [ %173, %168 ], [ %176, %175 ]
  %180 = phi i64 [ %163, %157 ], [ %174, %168 ], [ %177, %175 ]
  %181 = icmp sgt i64 %.1493, 0
  %.1510 = sub nsw i64 0, %180
  %.1511 = select i1 %181, i64 %180, i64 %.1510
  %.1512 = icmp sgt i64 %.1511, 0
  %.1514 = zext i1 %.1512 to i64
  %.1515 = add i64 %179, %.1514
  %.15361100 = icmp sgt i64 %.1515, 0
  br i1 %.15361100, label %B948.endif.preheader, label %B1178

B948.endif.preheader:                             ; preds = %178
  %182 = add i64 %179, 1
  %183 = add i64 %182, %.1514
  br label %B948.endif

B948.endif:                                       ; preds = %B948.endif.preheader, %B1993
  %lsr.iv75 = phi i64 [ %151, %B948.endif.preheader ], [ %lsr.iv.next76, %B1993 ]
  %lsr.iv69 = phi i64 [ %lsr.iv67, %B948.endif.preheader ], [ %lsr.iv.next70, %B1993 ]
  %lsr.iv65 = phi i64 [ %.1286, %B948.endif.preheader ], [ %lsr.iv.next66, %B1993 ]
  %lsr.iv = phi i64 [ %183, %B948.endif.preheader ], [ %lsr.iv.next, %B1993 ]
  %184 = icmp sge i64 %n.2.0, %quot.0
  %.13.i27 = tail call i64 @llvm.smin.i64(i64 %lsr.iv75, i64 %.517.fr)
  %.1614 = icmp slt i64 %.13.i27, %quot.0
  %or.cond1067 = select i1 %.1614, i1 %184, i1 false
  br i1 %or.cond1067, label %B1020, label %B1102

B1020.if.if:                                      ; preds = %B1020
  store ptr null, ptr %excinfo, align 8
  br label %common.ret

B1102.if.if:                                      ; preds = %B1102
  store ptr null, ptr %excinfo, align 8
  br label %common.ret

B1328.if:                                         ; preds = %B1328
  store ptr @.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727, ptr %excinfo, align 8, !numba_exception_output !15
  br label %common.ret

B1328.endif:                                      ; preds = %B1328
  br i1 %.1956, label %B866.loopexit, label %B1328.endif.endif

B1328.endif.endif:                                ; preds = %B1328.thread, %B1328.endif
  %"$phi1328.1.3.15254" = phi i64 [ %.13.i31, %B1328.thread ], [ %.mux, %B1328.endif ]
  %185 = or i64 %m.2.0, %"$phi1328.1.3.15254"
  %186 = and i64 %185, %const168
  %187 = icmp eq i64 %186, 0
  br i1 %187, label %188, label %195

188:                                              ; preds = %B1328.endif.endif
  %189 = trunc i64 %"$phi1328.1.3.15254" to i32
  %190 = trunc i64 %m.2.0 to i32
  %191 = udiv i32 %190, %189
  %192 = urem i32 %190, %189
  %193 = zext i32 %191 to i64
  %194 = zext i32 %192 to i64
  br label %209

195:                                              ; preds = %B1328.endif.endif
  %196 = or i64 %m.2.0, %"$phi1328.1.3.15254"
  %197 = and i64 %196, -4294967296
  %198 = icmp eq i64 %197, 0
  br i1 %198, label %199, label %206

199:                                              ; preds = %195
  %200 = trunc i64 %"$phi1328.1.3.15254" to i32
  %201 = trunc i64 %m.2.0 to i32
  %202 = udiv i32 %201, %200
  %203 = urem i32 %201, %200
  %204 = zext i32 %202 to i64
  %205 = zext i32 %203 to i64
  br label %209

206:                                              ; preds = %195
  %207 = sdiv i64 %m.2.0, %"$phi1328.1.3.15254"
  %208 = srem i64 %m.2.0, %"$phi1328.1.3.15254"
  br label %209

209:                                              ; preds = %199, %206, %188
  %210 = phi i64 [ %193, %188 ], [ %204, %199 ], [ %207, %206 ]
  %211 = phi i64 [ %194, %188 ], [ %205, %199 ], [ %208, %206 ]
  %212 = icmp sgt i64 %m.2.0, 0
  %.1970 = sub nsw i64 0, %211
  %.1971 = select i1 %212, i64 %211, i64 %.1970
  %.1972 = icmp sgt i64 %.1971, 0
  %.1974 = zext i1 %.1972 to i64
  %.1975 = add i64 %210, %.1974
  %.19971196 = icmp sgt i64 %.1975, 0
  br i1 %.19971196, label %B1368.lr.ph, label %B866.loopexit

B1368.lr.ph:                                      ; preds = %209
  %213 = icmp sgt i64 %.517.fr, 0
  %214 = icmp eq i64 %.517.fr, 0
  %.2156 = sub i64 %.13.i26, %.138212881431
  %.2157 = icmp sgt i64 %.2156, 0
  %.2159 = xor i1 %213, %.2157
  br i1 %214, label %B1368.endif.us, label %B1368.endif.preheader, !prof !0

B1368.endif.preheader:                            ; preds = %B1368.lr.ph
  %215 = mul i64 %ors.2.0, %"$phi1328.1.3.15254"
  br label %B1368.endif

B1368.endif.us:                                   ; preds = %B1368.lr.ph
  br i1 %"$phi412.0.4.0", label %B1412.us, label %B1468.if

B1412.us:                                         ; preds = %B1368.endif.us
  %.13.i32 = tail call i64 @llvm.smin.i64(i64 %m.2.0, i64 %"$phi1328.1.3.15254")
  %.2096.us = call i32 @_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx(ptr nonnull %.2088, ptr nonnull %excinfo.11, ptr %a.2.sroa.0.0, ptr %a.2.sroa.13.0, i64 %a.2.sroa.26.0, i64 %a.2.sroa.39.0, ptr %a.2.sroa.52.0, i64 %a.2.sroa.65.0, i64 %a.2.sroa.78.0, i64 %a0.2.0, i64 %acs.2.0, i64 %ars.2.0, i64 %arg.k, i64 %.13.i32, ptr nonnull %.7.i.i.i, ptr null, i64 %.1175, i64 4, ptr %.1191, i64 %.1175, i64 4, i64 %.1261)
  %cond = icmp eq i32 %.2096.us, 0
  br i1 %cond, label %B1468.if, label %B1412.if.if, !prof !11

B1368.endif:                                      ; preds = %B1368.endif.preheader, %B1366.loopexit
  %lsr.iv145 = phi i64 [ 0, %B1368.endif.preheader ], [ %lsr.iv.next146, %B1366.loopexit ]
  %lsr.iv94 = phi i64 [ %arg.o0, %B1368.endif.preheader ], [ %lsr.iv.next95, %B1366.loopexit ]
  %.199611561204 = phi i64 [ %.2006, %B1366.loopexit ], [ %.1975, %B1368.endif.preheader ]
  %.200311601203 = phi i64 [ %.2010, %B1366.loopexit ], [ 0, %B1368.endif.preheader ]
  %.2006 = add nsw i64 %.199611561204, -1
  %.2010 = add i64 %.200311601203, %"$phi1328.1.3.15254"
  %.2040 = sub nsw i64 %m.2.0, %.200311601203
  %.13.i28 = tail call i64 @llvm.smin.i64(i64 %.2040, i64 %"$phi1328.1.3.15254")
  br i1 %"$phi412.0.4.0", label %B1412, label %B1468

B1412.if.if:                                      ; preds = %B1412, %B1412.us
  %.us-phi1230 = phi i32 [ %.2096.us, %B1412.us ], [ %.2096, %B1412 ]
  store ptr null, ptr %excinfo, align 8
  br label %common.ret

B1468.if:                                         ; preds = %B1412.us, %B1368.endif.us
  store ptr @.const.picklebuf.ca8efb3a72d614fe872032cce3ac326007a30727, ptr %excinfo, align 8, !numba_exception_output !15
  br label %common.ret

B1468.endif.endif:                                ; preds = %B1468
  %216 = or i64 %.2156, %.517.fr
  %217 = and i64 %216, %const168
  %218 = icmp eq i64 %217, 0
  br i1 %218, label %219, label %226

219:                                              ; preds = %B1468.endif.endif
  %220 = trunc i64 %.517.fr to i32
  %221 = trunc i64 %.2156 to i32
  %222 = udiv i32 %221, %220
  %223 = urem i32 %221, %220
  %224 = zext i32 %222 to i64
  %225 = zext i32 %223 to i64
  br label %240

226:                                              ; preds = %B1468.endif.endif
  %227 = or i64 %.2156, %.517.fr
  %228 = and i64 %227, -4294967296
  %229 = icmp eq i64 %228, 0
  br i1 %229, label %230, label %237

230:                                              ; preds = %226
  %231 = trunc i64 %.517.fr to i32
  %232 = trunc i64 %.2156 to i32
  %233 = udiv i32 %232, %231
  %234 = urem i32 %232, %231
  %235 = zext i32 %233 to i64
  %236 = zext i32 %234 to i64
  br label %240

237:                                              ; preds = %226
  %238 = sdiv i64 %.2156, %.517.fr
  %239 = srem i64 %.2156, %.517.fr
  br label %240

240:                                              ; preds = %230, %237, %219
  %241 = phi i64 [ %224, %219 ], [ %235, %230 ], [ %238, %237 ]
  %242 = phi i64 [ %225, %219 ], [ %236, %230 ], [ %239, %237 ]
  %243 = icmp sgt i64 %.2156, 0
  %.2173 = sub nsw i64 0, %242
  %.2174 = select i1 %243, i64 %242, i64 %.2173
  %.2175 = icmp sgt i64 %.2174, 0
  %.2177 = zext i1 %.2175 to i64
  %.2178 = add i64 %241, %.2177
  %.21991143 = icmp sgt i64 %.2178, 0
  br i1 %.21991143, label %B1504.lr.ph, label %B1366.loopexit

B1504.lr.ph:                                      ; preds = %240
  %.2343 = mul nsw i64 %.200311601203, %ors.2.0
  %.2345 = add nsw i64 %.2343, %arg.o0
  %.2452 = mul nsw i64 %.200311601203, %ars.2.0
  %.2454 = add nsw i64 %.2452, %a0.2.0
  %.28231117.not = icmp slt i64 %.13.i28, 1
  %.1261..2454 = select i1 %"$phi412.0.4.0", i64 %.1261, i64 %.2454
  %.2060.acs.2.0 = select i1 %"$phi412.0.4.0", i64 %.13.i28, i64 %acs.2.0
  %.2580 = getelementptr float, ptr %.1191.a.2.sroa.52.0, i64 %.1261..2454
  %brmerge1706 = select i1 %.8151036.not, i1 true, i1 %.28231117.not
  br label %B1504.endif

B1504.endif:                                      ; preds = %B1982, %B1504.lr.ph
  %.219811271149 = phi i64 [ %.2178, %B1504.lr.ph ], [ %.2208, %B1982 ]
  %.220511281148 = phi i64 [ %.138212881431, %B1504.lr.ph ], [ %.2212, %B1982 ]
  %244 = icmp sgt i64 %.13.i28, -1
  %245 = icmp sgt i64 %.13.i28, 4
  %246 = icmp eq i64 %ocs.2.0, 1
  %247 = icmp sge i64 %n.2.0, %quot.0
  %.2208 = add nsw i64 %.219811271149, -1
  %.2212 = add i64 %.220511281148, %.517.fr
  %.2242 = sub nsw i64 %.13.i26, %.220511281148
  %.13.i29 = tail call i64 @llvm.smin.i64(i64 %.2242, i64 %.517.fr)
  %.2277 = sub nsw i64 %.220511281148, %.138212881431
  %.2279 = mul nsw i64 %.2277, %arg.k
  %.2281 = add nsw i64 %.2279, %.1286
  %.2287 = icmp slt i64 %.13.i29, %quot.0
  %or.cond1068 = select i1 %.2287, i1 %247, i1 false
  %j.3.3 = select i1 %or.cond1068, i64 %.1635, i64 %.220511281148
  %width.3.3 = select i1 %or.cond1068, i64 %quot.0, i64 %.13.i29
  %.2347 = add nsw i64 %.2345, %j.3.3
  %trs.2.3 = select i1 %246, i64 %ors.2.0, i64 %width.3.3
  %t0.2.3 = select i1 %246, i64 %.2347, i64 %.1234
  %.2538 = add nsw i64 %j.3.3, %b0.2.0
  %yr.2.3 = select i1 %"$phi330.0.5.0", i64 %width.3.3, i64 %brs.2.0
  %y0.2.3 = select i1 %"$phi330.0.5.0", i64 %.2281, i64 %.2538
  %.2587 = getelementptr float, ptr %y.2.sroa.32.3, i64 %y0.2.3
  %.2594 = getelementptr float, ptr %target.2.sroa.32.3, i64 %t0.2.3
  %.2602 = icmp sgt i64 %width.3.3, 16
  %.2604 = and i1 %245, %.2602
  %.2608 = icmp sgt i64 %width.3.3, 15
  %.2610 = and i1 %245, %.2608
  %.2613 = and i1 %244, %.2608
  %.2614 = icmp sgt i64 %width.3.3, 8
  %.2616 = and i1 %245, %.2614
  %.2619 = and i1 %244, %.2614
  %.2620 = icmp sgt i64 %width.3.3, 7
  %.2622 = and i1 %245, %.2620
  %.2625 = and i1 %244, %.2620
  %.2626 = icmp sgt i64 %width.3.3, 4
  %.2628 = and i1 %245, %.2626
  %.2631 = and i1 %244, %.2626
  %.2632 = icmp sgt i64 %width.3.3, 3
  %.2634 = and i1 %245, %.2632
  %.2637 = and i1 %244, %.2632
  %.2638 = icmp sgt i64 %width.3.3, 2
  %.2640 = and i1 %245, %.2638
  %.2643 = and i1 %244, %.2638
  %.2644 = icmp sgt i64 %width.3.3, 1
  %.2646 = and i1 %245, %.2644
  %.2649 = and i1 %244, %.2644
  %.2650 = icmp sgt i64 %width.3.3, 0
  %.2652 = and i1 %245, %.2650
  %.2655 = and i1 %244, %.2650
  br i1 %.2604, label %case, label %following

done:                                             ; preds = %following.16, %case.17, %case.16, %case.15, %case.14, %case.13, %case.12, %case.11, %case.10, %case.9, %case.8, %case.7, %case.6, %case.5, %case.4, %case.3, %case.2, %case.1, %case
  %.29441106.not = icmp slt i64 %width.3.3, 1
  %or.cond1707 = select i1 %brmerge1706, i1 true, i1 %.29441106.not
  br i1 %or.cond1707, label %B1982, label %B1866.endif.us.preheader

B1866.endif.us.preheader:                         ; preds = %done
  %248 = bitcast i64 %const167 to i64
  %249 = add nsw i64 %width.3.3, -1
  %xtraiter = and i64 %width.3.3, 3
  %const_mat = add i64 %248, -4
  %unroll_iter = and i64 %width.3.3, %const_mat
  %250 = shl i64 %width.3.3, 2
  %251 = add i64 %j.3.3, 3
  %252 = mul i64 %147, %251
  %253 = mul i64 %ocs.2.0, %251
  %254 = add i64 %j.3.3, 2
  %255 = mul i64 %148, %254
  %256 = mul i64 %ocs.2.0, %254
  %257 = add i64 %j.3.3, 1
  %258 = mul i64 %149, %257
  %259 = mul i64 %ocs.2.0, %257
  %260 = mul i64 %150, %j.3.3
  %261 = mul i64 %ocs.2.0, %j.3.3
  %262 = add i64 %arg.o0, %261
  %scevgep152 = getelementptr i8, ptr %scevgep151, i64 %260
  %263 = add i64 %arg.o0, %259
  %scevgep156 = getelementptr i8, ptr %scevgep155, i64 %258
  %264 = add i64 %arg.o0, %256
  %scevgep160 = getelementptr i8, ptr %scevgep159, i64 %255
  %265 = add i64 %arg.o0, %253
  %scevgep164 = getelementptr i8, ptr %scevgep163, i64 %252
  br label %B1866.endif.us

case:                                             ; preds = %B1504.endif
  tail call fastcc void @product_8_2_16(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following:                                        ; preds = %B1504.endif
  %266 = icmp sgt i64 %width.3.3, 16
  %267 = icmp sgt i64 %.13.i28, -1
  %.2607 = and i1 %267, %266
  br i1 %.2607, label %case.1, label %following.1

case.1:                                           ; preds = %following
  tail call fastcc void @product_4_2_16(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.1:                                      ; preds = %following
  br i1 %.2610, label %case.2, label %following.2

case.2:                                           ; preds = %following.1
  tail call fastcc void @product_8_1_16(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.2:                                      ; preds = %following.1
  br i1 %.2613, label %case.3, label %following.3

case.3:                                           ; preds = %following.2
  tail call fastcc void @product_4_1_16(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.3:                                      ; preds = %following.2
  br i1 %.2616, label %case.4, label %following.4

case.4:                                           ; preds = %following.3
  tail call fastcc void @product_8_2_8(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.4:                                      ; preds = %following.3
  br i1 %.2619, label %case.5, label %following.5

case.5:                                           ; preds = %following.4
  tail call fastcc void @product_4_2_8(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.5:                                      ; preds = %following.4
  br i1 %.2622, label %case.6, label %following.6

case.6:                                           ; preds = %following.5
  tail call fastcc void @product_8_1_8(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.6:                                      ; preds = %following.5
  br i1 %.2625, label %case.7, label %following.7

case.7:                                           ; preds = %following.6
  tail call fastcc void @product_4_1_8(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.7:                                      ; preds = %following.6
  br i1 %.2628, label %case.8, label %following.8

case.8:                                           ; preds = %following.7
  tail call fastcc void @product_8_2_4(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.8:                                      ; preds = %following.7
  br i1 %.2631, label %case.9, label %following.9

case.9:                                           ; preds = %following.8
  tail call fastcc void @product_4_2_4(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.9:                                      ; preds = %following.8
  br i1 %.2634, label %case.10, label %following.10

case.10:                                          ; preds = %following.9
  tail call fastcc void @product_8_1_4(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.10:                                     ; preds = %following.9
  br i1 %.2637, label %case.11, label %following.11

case.11:                                          ; preds = %following.10
  tail call fastcc void @product_4_1_4(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.11:                                     ; preds = %following.10
  br i1 %.2640, label %case.12, label %following.12

case.12:                                          ; preds = %following.11
  tail call fastcc void @product_8_2_2(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.12:                                     ; preds = %following.11
  br i1 %.2643, label %case.13, label %following.13

case.13:                                          ; preds = %following.12
  tail call fastcc void @product_4_2_2(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.13:                                     ; preds = %following.12
  br i1 %.2646, label %case.14, label %following.14

case.14:                                          ; preds = %following.13
  tail call fastcc void @product_8_1_2(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.14:                                     ; preds = %following.13
  br i1 %.2649, label %case.15, label %following.15

case.15:                                          ; preds = %following.14
  tail call fastcc void @product_4_1_2(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.15:                                     ; preds = %following.14
  br i1 %.2652, label %case.16, label %following.16

case.16:                                          ; preds = %following.15
  tail call fastcc void @product_8_1_1(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

following.16:                                     ; preds = %following.15
  br i1 %.2655, label %case.17, label %done

case.17:                                          ; preds = %following.16
  tail call fastcc void @product_4_1_1(i64 %.13.i28, i64 %width.3.3, ptr %.2580, i64 %.ars.2.0, i64 %.2060.acs.2.0, ptr %.2587, i64 %yr.2.3, ptr %.2594, i64 %trs.2.3, i64 %arg.k, ptr %.1191)
  br label %done

B1866.endif.us:                                   ; preds = %B1866.endif.us.preheader, %B1898.B1864.loopexit_crit_edge.us
  %lsr.iv147 = phi i64 [ %lsr.iv145, %B1866.endif.us.preheader ], [ %lsr.iv.next148, %B1898.B1864.loopexit_crit_edge.us ]
  %lsr.iv128 = phi i64 [ %lsr.iv94, %B1866.endif.us.preheader ], [ %lsr.iv.next129, %B1898.B1864.loopexit_crit_edge.us ]
  %lsr.iv82 = phi i64 [ %.1234, %B1866.endif.us.preheader ], [ %lsr.iv.next83, %B1898.B1864.loopexit_crit_edge.us ]
  %lsr.iv77 = phi ptr [ %scevgep, %B1866.endif.us.preheader ], [ %scevgep78, %B1898.B1864.loopexit_crit_edge.us ]
  %.282911121118.us = phi i64 [ %.2836.us, %B1898.B1864.loopexit_crit_edge.us ], [ 0, %B1866.endif.us.preheader ]
  %268 = icmp ult i64 %249, 3
  br i1 %268, label %B1900.us.epil.preheader, label %B1900.us.preheader

B1900.us.preheader:                               ; preds = %B1866.endif.us
  br label %B1900.us

B1900.us:                                         ; preds = %B1900.us.preheader, %B1900.us
  %lsr.iv149 = phi i64 [ %lsr.iv147, %B1900.us.preheader ], [ %lsr.iv.next150, %B1900.us ]
  %.295011051107.us = phi i64 [ %.2957.us.3, %B1900.us ], [ 0, %B1900.us.preheader ]
  %269 = add i64 %lsr.iv82, %.295011051107.us
  %.3001.us = icmp slt i64 %269, 0
  %.3002.us = select i1 %.3001.us, i64 %.1175, i64 0
  %270 = shl i64 %.3002.us, 2
  %scevgep125 = getelementptr i8, ptr %lsr.iv77, i64 %270
  %271 = shl i64 %.295011051107.us, 2
  %scevgep126 = getelementptr i8, ptr %scevgep125, i64 %271
  %.3017.us = load float, ptr %scevgep126, align 4
  %272 = add i64 %262, %lsr.iv149
  %.3043.us = icmp slt i64 %272, 0
  %.3044.us = select i1 %.3043.us, i64 %arg.out.5.0, i64 0
  %273 = shl i64 %.3044.us, 2
  %scevgep153 = getelementptr i8, ptr %scevgep152, i64 %273
  %274 = shl i64 %lsr.iv149, 2
  %scevgep154 = getelementptr i8, ptr %scevgep153, i64 %274
  store float %.3017.us, ptr %scevgep154, align 4
  %275 = add i64 %lsr.iv82, %.295011051107.us
  %276 = add i64 %275, 1
  %.3001.us.1 = icmp slt i64 %276, 0
  %.3002.us.1 = select i1 %.3001.us.1, i64 %.1175, i64 0
  %277 = shl i64 %.3002.us.1, 2
  %scevgep108 = getelementptr i8, ptr %lsr.iv77, i64 %277
  %278 = shl i64 %.295011051107.us, 2
  %scevgep109 = getelementptr i8, ptr %scevgep108, i64 %278
  %scevgep110 = getelementptr i8, ptr %scevgep109, i64 4
  %.3017.us.1 = load float, ptr %scevgep110, align 4
  %279 = add i64 %263, %lsr.iv149
  %.3043.us.1 = icmp slt i64 %279, 0
  %.3044.us.1 = select i1 %.3043.us.1, i64 %arg.out.5.0, i64 0
  %280 = shl i64 %.3044.us.1, 2
  %scevgep157 = getelementptr i8, ptr %scevgep156, i64 %280
  %281 = shl i64 %lsr.iv149, 2
  %scevgep158 = getelementptr i8, ptr %scevgep157, i64 %281
  store float %.3017.us.1, ptr %scevgep158, align 4
  %282 = add i64 %lsr.iv82, %.295011051107.us
  %283 = add i64 %282, 2
  %.3001.us.2 = icmp slt i64 %283, 0
  %.3002.us.2 = select i1 %.3001.us.2, i64 %.1175, i64 0
  %284 = shl i64 %.3002.us.2, 2
  %scevgep98 = getelementptr i8, ptr %lsr.iv77, i64 %284
  %285 = shl i64 %.295011051107.us, 2
  %scevgep99 = getelementptr i8, ptr %scevgep98, i64 %285
  %scevgep100 = getelementptr i8, ptr %scevgep99, i64 8
  %.3017.us.2 = load float, ptr %scevgep100, align 4
  %286 = add i64 %264, %lsr.iv149
  %.3043.us.2 = icmp slt i64 %286, 0
  %.3044.us.2 = select i1 %.3043.us.2, i64 %arg.out.5.0, i64 0
  %287 = shl i64 %.3044.us.2, 2
  %scevgep161 = getelementptr i8, ptr %scevgep160, i64 %287
  %288 = shl i64 %lsr.iv149, 2
  %scevgep162 = getelementptr i8, ptr %scevgep161, i64 %288
  store float %.3017.us.2, ptr %scevgep162, align 4
  %.2957.us.3 = add nuw i64 %.295011051107.us, 4
  %289 = add i64 %lsr.iv82, %.295011051107.us
  %290 = add i64 %289, 3
  %.3001.us.3 = icmp slt i64 %290, 0
  %.3002.us.3 = select i1 %.3001.us.3, i64 %.1175, i64 0
  %291 = shl i64 %.3002.us.3, 2
  %scevgep79 = getelementptr i8, ptr %lsr.iv77, i64 %291
  %292 = shl i64 %.295011051107.us, 2
  %scevgep80 = getelementptr i8, ptr %scevgep79, i64 %292
  %scevgep81 = getelementptr i8, ptr %scevgep80, i64 12
  %.3017.us.3 = load float, ptr %scevgep81, align 4
  %293 = add i64 %265, %lsr.iv149
  %.3043.us.3 = icmp slt i64 %293, 0
  %.3044.us.3 = select i1 %.3043.us.3, i64 %arg.out.5.0, i64 0
  %294 = shl i64 %.3044.us.3, 2
  %scevgep165 = getelementptr i8, ptr %scevgep164, i64 %294
  %295 = shl i64 %lsr.iv149, 2
  %scevgep166 = getelementptr i8, ptr %scevgep165, i64 %295
  store float %.3017.us.3, ptr %scevgep166, align 4
  %lsr.iv.next150 = add i64 %lsr.iv149, %147
  %niter.ncmp.3 = icmp eq i64 %unroll_iter, %.2957.us.3
  br i1 %niter.ncmp.3, label %B1898.B1864.loopexit_crit_edge.us.unr-lcssa, label %B1900.us

B1898.B1864.loopexit_crit_edge.us.unr-lcssa:      ; preds = %B1900.us
  %296 = icmp eq i64 %xtraiter, 0
  br i1 %296, label %B1898.B1864.loopexit_crit_edge.us, label %B1900.us.epil.preheader

B1900.us.epil.preheader:                          ; preds = %B1898.B1864.loopexit_crit_edge.us.unr-lcssa, %B1866.endif.us
  %.295011051107.us.epil.init = phi i64 [ 0, %B1866.endif.us ], [ %.2957.us.3, %B1898.B1864.loopexit_crit_edge.us.unr-lcssa ]
  %297 = add nsw i64 %j.3.3, %.295011051107.us.epil.init
  %298 = mul i64 %ocs.2.0, %297
  %299 = add nsw i64 %lsr.iv128, %298
  %300 = add nsw i64 %.295011051107.us.epil.init, %lsr.iv82
  br label %B1900.us.epil

B1900.us.epil:                                    ; preds = %B1900.us.epil, %B1900.us.epil.preheader
  %lsr.iv137 = phi i64 [ %lsr.iv.next138, %B1900.us.epil ], [ %xtraiter, %B1900.us.epil.preheader ]
  %lsr.iv134 = phi i64 [ %lsr.iv.next135, %B1900.us.epil ], [ %300, %B1900.us.epil.preheader ]
  %lsr.iv130 = phi i64 [ %lsr.iv.next131, %B1900.us.epil ], [ %299, %B1900.us.epil.preheader ]
  %.3001.us.epil = icmp slt i64 %lsr.iv134, 0
  %.3002.us.epil = select i1 %.3001.us.epil, i64 %.1175, i64 0
  %301 = shl i64 %.3002.us.epil, 2
  %scevgep133 = getelementptr i8, ptr %.1191, i64 %301
  %302 = shl i64 %lsr.iv134, 2
  %scevgep136 = getelementptr i8, ptr %scevgep133, i64 %302
  %.3017.us.epil = load float, ptr %scevgep136, align 4
  %.3043.us.epil = icmp slt i64 %lsr.iv130, 0
  %.3044.us.epil = select i1 %.3043.us.epil, i64 %arg.out.5.0, i64 0
  %303 = shl i64 %.3044.us.epil, 2
  %scevgep127 = getelementptr i8, ptr %arg.out.4, i64 %303
  %304 = shl i64 %lsr.iv130, 2
  %scevgep132 = getelementptr i8, ptr %scevgep127, i64 %304
  store float %.3017.us.epil, ptr %scevgep132, align 4
  %lsr.iv.next131 = add i64 %lsr.iv130, %ocs.2.0
  %lsr.iv.next135 = add i64 %lsr.iv134, 1
  %lsr.iv.next138 = add nsw i64 %lsr.iv137, -1
  %epil.iter.cmp.not = icmp eq i64 %lsr.iv.next138, 0
  br i1 %epil.iter.cmp.not, label %B1898.B1864.loopexit_crit_edge.us, label %B1900.us.epil, !llvm.loop !16

B1898.B1864.loopexit_crit_edge.us:                ; preds = %B1900.us.epil, %B1898.B1864.loopexit_crit_edge.us.unr-lcssa
  %.2836.us = add nuw nsw i64 %.282911121118.us, 1
  %scevgep78 = getelementptr i8, ptr %lsr.iv77, i64 %250
  %lsr.iv.next83 = add i64 %lsr.iv82, %width.3.3
  %lsr.iv.next129 = add i64 %lsr.iv128, %ors.2.0
  %lsr.iv.next148 = add i64 %lsr.iv147, %ors.2.0
  %exitcond1658.not = icmp eq i64 %.13.i28, %.2836.us
  br i1 %exitcond1658.not, label %B1982, label %B1866.endif.us
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #0

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smax.i64(i64, i64) #1

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_2_16(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 17, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %scevgep26 = getelementptr i8, ptr %.6, i64 %4
  %5 = shl i64 %.7, 7
  %6 = shl i64 %.4, 2
  %7 = shl i64 %.4, 2
  %8 = shl i64 %.4, 2
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.635, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %13 = mul i64 %6, %smin
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %14 = mul i64 %7, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %15 = mul i64 %8, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %16 = mul i64 %9, %smin67
  %smin69 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %17 = mul i64 %10, %smin69
  %smin71 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %18 = mul i64 %11, %smin71
  %smin73 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %19 = mul i64 %12, %smin73
  %20 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %21 = xor i64 %.16, -1
  %.20 = add i64 %.1, %21
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %20, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.104, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.107, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin75 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = mul i64 %smin75, -1
  %.104 = add i64 %.86, 32
  %.106 = tail call i64 @llvm.smin.i64(i64 %.104, i64 %.10)
  %.107 = add i64 %.87, 1
  %.108 = or disjoint i64 %.86, 1
  %.109 = mul i64 %.86, %.7
  %.110 = getelementptr float, ptr %.6, i64 %.109
  %.111 = mul i64 %.86, %.5
  %.114 = load <16 x float>, ptr %.110, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr32 = getelementptr i8, ptr %.110, i64 %sunkaddr
  %sunkaddr33 = getelementptr i8, ptr %sunkaddr32, i64 -64
  %.117 = load <16 x float>, ptr %sunkaddr33, align 4
  %.118 = getelementptr float, ptr %.19, i64 %.111
  %.119 = load float, ptr %.118, align 4
  %.120 = insertelement <16 x float> poison, float %.119, i64 0
  %.121 = shufflevector <16 x float> %.120, <16 x float> poison, <16 x i32> zeroinitializer
  %.122 = fmul <16 x float> %.114, %.121
  %.127 = fmul <16 x float> %.117, %.121
  %.128 = getelementptr float, ptr %.38, i64 %.111
  %.129 = load float, ptr %.128, align 4
  %.130 = insertelement <16 x float> poison, float %.129, i64 0
  %.131 = shufflevector <16 x float> %.130, <16 x float> poison, <16 x i32> zeroinitializer
  %.132 = fmul <16 x float> %.114, %.131
  %.137 = fmul <16 x float> %.117, %.131
  %.138 = getelementptr float, ptr %.40, i64 %.111
  %.139 = load float, ptr %.138, align 4
  %.140 = insertelement <16 x float> poison, float %.139, i64 0
  %.141 = shufflevector <16 x float> %.140, <16 x float> poison, <16 x i32> zeroinitializer
  %.142 = fmul <16 x float> %.114, %.141
  %.147 = fmul <16 x float> %.117, %.141
  %.148 = getelementptr float, ptr %.42, i64 %.111
  %.149 = load float, ptr %.148, align 4
  %.150 = insertelement <16 x float> poison, float %.149, i64 0
  %.151 = shufflevector <16 x float> %.150, <16 x float> poison, <16 x i32> zeroinitializer
  %.152 = fmul <16 x float> %.114, %.151
  %.157 = fmul <16 x float> %.117, %.151
  %.158 = getelementptr float, ptr %.44, i64 %.111
  %.159 = load float, ptr %.158, align 4
  %.160 = insertelement <16 x float> poison, float %.159, i64 0
  %.161 = shufflevector <16 x float> %.160, <16 x float> poison, <16 x i32> zeroinitializer
  %.162 = fmul <16 x float> %.114, %.161
  %.167 = fmul <16 x float> %.117, %.161
  %.168 = getelementptr float, ptr %.46, i64 %.111
  %.169 = load float, ptr %.168, align 4
  %.170 = insertelement <16 x float> poison, float %.169, i64 0
  %.171 = shufflevector <16 x float> %.170, <16 x float> poison, <16 x i32> zeroinitializer
  %.172 = fmul <16 x float> %.114, %.171
  %.177 = fmul <16 x float> %.117, %.171
  %.178 = getelementptr float, ptr %.48, i64 %.111
  %.179 = load float, ptr %.178, align 4
  %.180 = insertelement <16 x float> poison, float %.179, i64 0
  %.181 = shufflevector <16 x float> %.180, <16 x float> poison, <16 x i32> zeroinitializer
  %.182 = fmul <16 x float> %.114, %.181
  %.187 = fmul <16 x float> %.117, %.181
  %.188 = getelementptr float, ptr %.50, i64 %.111
  %.189 = load float, ptr %.188, align 4
  %.190 = insertelement <16 x float> poison, float %.189, i64 0
  %.191 = shufflevector <16 x float> %.190, <16 x float> poison, <16 x i32> zeroinitializer
  %.192 = fmul <16 x float> %.114, %.191
  %.197 = fmul <16 x float> %.117, %.191
  %.198 = icmp slt i64 %.108, %.106
  br i1 %.198, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.571 = phi <16 x float> [ zeroinitializer, %loop ], [ %.468, %after.3 ]
  %.572 = phi <16 x float> [ zeroinitializer, %loop ], [ %.469, %after.3 ]
  %.573 = phi <16 x float> [ zeroinitializer, %loop ], [ %.470, %after.3 ]
  %.574 = phi <16 x float> [ zeroinitializer, %loop ], [ %.471, %after.3 ]
  %.575 = phi <16 x float> [ zeroinitializer, %loop ], [ %.472, %after.3 ]
  %.576 = phi <16 x float> [ zeroinitializer, %loop ], [ %.473, %after.3 ]
  %.577 = phi <16 x float> [ zeroinitializer, %loop ], [ %.474, %after.3 ]
  %.578 = phi <16 x float> [ zeroinitializer, %loop ], [ %.475, %after.3 ]
  %.579 = phi <16 x float> [ zeroinitializer, %loop ], [ %.476, %after.3 ]
  %.580 = phi <16 x float> [ zeroinitializer, %loop ], [ %.477, %after.3 ]
  %.581 = phi <16 x float> [ zeroinitializer, %loop ], [ %.478, %after.3 ]
  %.582 = phi <16 x float> [ zeroinitializer, %loop ], [ %.479, %after.3 ]
  %.583 = phi <16 x float> [ zeroinitializer, %loop ], [ %.480, %after.3 ]
  %.584 = phi <16 x float> [ zeroinitializer, %loop ], [ %.481, %after.3 ]
  %.585 = phi <16 x float> [ zeroinitializer, %loop ], [ %.482, %after.3 ]
  %.586 = phi <16 x float> [ zeroinitializer, %loop ], [ %.483, %after.3 ]
  store <16 x float> %.571, ptr %.52, align 4
  %sunkaddr34 = mul i64 %.2, 4
  %sunkaddr35 = getelementptr i8, ptr %.52, i64 %sunkaddr34
  %sunkaddr36 = getelementptr i8, ptr %sunkaddr35, i64 -64
  store <16 x float> %.572, ptr %sunkaddr36, align 4
  store <16 x float> %.573, ptr %.71, align 4
  %sunkaddr37 = mul i64 %.2, 4
  %sunkaddr38 = getelementptr i8, ptr %.71, i64 %sunkaddr37
  %sunkaddr39 = getelementptr i8, ptr %sunkaddr38, i64 -64
  store <16 x float> %.574, ptr %sunkaddr39, align 4
  store <16 x float> %.575, ptr %.73, align 4
  %sunkaddr40 = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.73, i64 %sunkaddr40
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -64
  store <16 x float> %.576, ptr %sunkaddr42, align 4
  store <16 x float> %.577, ptr %.75, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.75, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -64
  store <16 x float> %.578, ptr %sunkaddr45, align 4
  store <16 x float> %.579, ptr %.77, align 4
  %sunkaddr46 = mul i64 %.2, 4
  %sunkaddr47 = getelementptr i8, ptr %.77, i64 %sunkaddr46
  %sunkaddr48 = getelementptr i8, ptr %sunkaddr47, i64 -64
  store <16 x float> %.580, ptr %sunkaddr48, align 4
  store <16 x float> %.581, ptr %.79, align 4
  %sunkaddr49 = mul i64 %.2, 4
  %sunkaddr50 = getelementptr i8, ptr %.79, i64 %sunkaddr49
  %sunkaddr51 = getelementptr i8, ptr %sunkaddr50, i64 -64
  store <16 x float> %.582, ptr %sunkaddr51, align 4
  store <16 x float> %.583, ptr %.81, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.81, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -64
  store <16 x float> %.584, ptr %sunkaddr54, align 4
  store <16 x float> %.585, ptr %.83, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.83, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -64
  store <16 x float> %.586, ptr %sunkaddr57, align 4
  %.635 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.636 = icmp slt i64 %.635, %.1
  br i1 %.636, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv76 = phi i64 [ %22, %loop.2.preheader ], [ %lsr.iv.next77, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.202 = phi <16 x float> [ %.307, %loop.2 ], [ %.122, %loop.2.preheader ]
  %.203 = phi <16 x float> [ %.308, %loop.2 ], [ %.127, %loop.2.preheader ]
  %.204 = phi <16 x float> [ %.309, %loop.2 ], [ %.132, %loop.2.preheader ]
  %.205 = phi <16 x float> [ %.310, %loop.2 ], [ %.137, %loop.2.preheader ]
  %.206 = phi <16 x float> [ %.311, %loop.2 ], [ %.142, %loop.2.preheader ]
  %.207 = phi <16 x float> [ %.312, %loop.2 ], [ %.147, %loop.2.preheader ]
  %.208 = phi <16 x float> [ %.313, %loop.2 ], [ %.152, %loop.2.preheader ]
  %.209 = phi <16 x float> [ %.314, %loop.2 ], [ %.157, %loop.2.preheader ]
  %.210 = phi <16 x float> [ %.315, %loop.2 ], [ %.162, %loop.2.preheader ]
  %.211 = phi <16 x float> [ %.316, %loop.2 ], [ %.167, %loop.2.preheader ]
  %.212 = phi <16 x float> [ %.317, %loop.2 ], [ %.172, %loop.2.preheader ]
  %.213 = phi <16 x float> [ %.318, %loop.2 ], [ %.177, %loop.2.preheader ]
  %.214 = phi <16 x float> [ %.319, %loop.2 ], [ %.182, %loop.2.preheader ]
  %.215 = phi <16 x float> [ %.320, %loop.2 ], [ %.187, %loop.2.preheader ]
  %.216 = phi <16 x float> [ %.321, %loop.2 ], [ %.192, %loop.2.preheader ]
  %.217 = phi <16 x float> [ %.322, %loop.2 ], [ %.197, %loop.2.preheader ]
  %.223 = load <16 x float>, ptr %lsr.iv29, align 4
  %sunkaddr78 = mul i64 %.2, 4
  %sunkaddr79 = getelementptr i8, ptr %lsr.iv29, i64 %sunkaddr78
  %sunkaddr80 = getelementptr i8, ptr %sunkaddr79, i64 -64
  %.226 = load <16 x float>, ptr %sunkaddr80, align 4
  %.228 = load float, ptr %lsr.iv11, align 4
  %.229 = insertelement <16 x float> poison, float %.228, i64 0
  %.230 = shufflevector <16 x float> %.229, <16 x float> poison, <16 x i32> zeroinitializer
  %.231 = fmul <16 x float> %.223, %.230
  %.236 = fmul <16 x float> %.226, %.230
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %13
  %.238 = load float, ptr %scevgep62, align 4
  %.239 = insertelement <16 x float> poison, float %.238, i64 0
  %.240 = shufflevector <16 x float> %.239, <16 x float> poison, <16 x i32> zeroinitializer
  %.241 = fmul <16 x float> %.223, %.240
  %.246 = fmul <16 x float> %.226, %.240
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %14
  %.248 = load float, ptr %scevgep64, align 4
  %.249 = insertelement <16 x float> poison, float %.248, i64 0
  %.250 = shufflevector <16 x float> %.249, <16 x float> poison, <16 x i32> zeroinitializer
  %.251 = fmul <16 x float> %.223, %.250
  %.256 = fmul <16 x float> %.226, %.250
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %15
  %.258 = load float, ptr %scevgep66, align 4
  %.259 = insertelement <16 x float> poison, float %.258, i64 0
  %.260 = shufflevector <16 x float> %.259, <16 x float> poison, <16 x i32> zeroinitializer
  %.261 = fmul <16 x float> %.223, %.260
  %.266 = fmul <16 x float> %.226, %.260
  %scevgep68 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.268 = load float, ptr %scevgep68, align 4
  %.269 = insertelement <16 x float> poison, float %.268, i64 0
  %.270 = shufflevector <16 x float> %.269, <16 x float> poison, <16 x i32> zeroinitializer
  %.271 = fmul <16 x float> %.223, %.270
  %.276 = fmul <16 x float> %.226, %.270
  %scevgep70 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.278 = load float, ptr %scevgep70, align 4
  %.279 = insertelement <16 x float> poison, float %.278, i64 0
  %.280 = shufflevector <16 x float> %.279, <16 x float> poison, <16 x i32> zeroinitializer
  %.281 = fmul <16 x float> %.223, %.280
  %.286 = fmul <16 x float> %.226, %.280
  %scevgep72 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.288 = load float, ptr %scevgep72, align 4
  %.289 = insertelement <16 x float> poison, float %.288, i64 0
  %.290 = shufflevector <16 x float> %.289, <16 x float> poison, <16 x i32> zeroinitializer
  %.291 = fmul <16 x float> %.223, %.290
  %.296 = fmul <16 x float> %.226, %.290
  %scevgep74 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.298 = load float, ptr %scevgep74, align 4
  %.299 = insertelement <16 x float> poison, float %.298, i64 0
  %.300 = shufflevector <16 x float> %.299, <16 x float> poison, <16 x i32> zeroinitializer
  %.301 = fmul <16 x float> %.223, %.300
  %.306 = fmul <16 x float> %.226, %.300
  %.307 = fadd <16 x float> %.202, %.231
  %.308 = fadd <16 x float> %.203, %.236
  %.309 = fadd <16 x float> %.204, %.241
  %.310 = fadd <16 x float> %.205, %.246
  %.311 = fadd <16 x float> %.206, %.251
  %.312 = fadd <16 x float> %.207, %.256
  %.313 = fadd <16 x float> %.208, %.261
  %.314 = fadd <16 x float> %.209, %.266
  %.315 = fadd <16 x float> %.210, %.271
  %.316 = fadd <16 x float> %.211, %.276
  %.317 = fadd <16 x float> %.212, %.281
  %.318 = fadd <16 x float> %.213, %.286
  %.319 = fadd <16 x float> %.214, %.291
  %.320 = fadd <16 x float> %.215, %.296
  %.321 = fadd <16 x float> %.216, %.301
  %.322 = fadd <16 x float> %.217, %.306
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next77 = add i64 %lsr.iv76, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next77
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.328 = phi <16 x float> [ %.122, %loop.1 ], [ %.307, %loop.2 ]
  %.329 = phi <16 x float> [ %.127, %loop.1 ], [ %.308, %loop.2 ]
  %.330 = phi <16 x float> [ %.132, %loop.1 ], [ %.309, %loop.2 ]
  %.331 = phi <16 x float> [ %.137, %loop.1 ], [ %.310, %loop.2 ]
  %.332 = phi <16 x float> [ %.142, %loop.1 ], [ %.311, %loop.2 ]
  %.333 = phi <16 x float> [ %.147, %loop.1 ], [ %.312, %loop.2 ]
  %.334 = phi <16 x float> [ %.152, %loop.1 ], [ %.313, %loop.2 ]
  %.335 = phi <16 x float> [ %.157, %loop.1 ], [ %.314, %loop.2 ]
  %.336 = phi <16 x float> [ %.162, %loop.1 ], [ %.315, %loop.2 ]
  %.337 = phi <16 x float> [ %.167, %loop.1 ], [ %.316, %loop.2 ]
  %.338 = phi <16 x float> [ %.172, %loop.1 ], [ %.317, %loop.2 ]
  %.339 = phi <16 x float> [ %.177, %loop.1 ], [ %.318, %loop.2 ]
  %.340 = phi <16 x float> [ %.182, %loop.1 ], [ %.319, %loop.2 ]
  %.341 = phi <16 x float> [ %.187, %loop.1 ], [ %.320, %loop.2 ]
  %.342 = phi <16 x float> [ %.192, %loop.1 ], [ %.321, %loop.2 ]
  %.343 = phi <16 x float> [ %.197, %loop.1 ], [ %.322, %loop.2 ]
  %23 = icmp slt i64 %.104, %.10
  %.344 = sub i64 -2, %.87
  %.345 = select i1 %23, i64 %.344, i64 -1
  %.346 = and i64 %.345, %.87
  %.347.not = icmp eq i64 %.346, 0
  br i1 %.347.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.349 = phi i64 [ %.464, %loop.3 ], [ %.346, %loop.3.preheader ]
  %.350 = phi <16 x float> [ %.417, %loop.3 ], [ %.328, %loop.3.preheader ]
  %.351 = phi <16 x float> [ %.420, %loop.3 ], [ %.329, %loop.3.preheader ]
  %.352 = phi <16 x float> [ %.423, %loop.3 ], [ %.330, %loop.3.preheader ]
  %.353 = phi <16 x float> [ %.426, %loop.3 ], [ %.331, %loop.3.preheader ]
  %.354 = phi <16 x float> [ %.429, %loop.3 ], [ %.332, %loop.3.preheader ]
  %.355 = phi <16 x float> [ %.432, %loop.3 ], [ %.333, %loop.3.preheader ]
  %.356 = phi <16 x float> [ %.435, %loop.3 ], [ %.334, %loop.3.preheader ]
  %.357 = phi <16 x float> [ %.438, %loop.3 ], [ %.335, %loop.3.preheader ]
  %.358 = phi <16 x float> [ %.441, %loop.3 ], [ %.336, %loop.3.preheader ]
  %.359 = phi <16 x float> [ %.444, %loop.3 ], [ %.337, %loop.3.preheader ]
  %.360 = phi <16 x float> [ %.447, %loop.3 ], [ %.338, %loop.3.preheader ]
  %.361 = phi <16 x float> [ %.450, %loop.3 ], [ %.339, %loop.3.preheader ]
  %.362 = phi <16 x float> [ %.453, %loop.3 ], [ %.340, %loop.3.preheader ]
  %.363 = phi <16 x float> [ %.456, %loop.3 ], [ %.341, %loop.3.preheader ]
  %.364 = phi <16 x float> [ %.459, %loop.3 ], [ %.342, %loop.3.preheader ]
  %.365 = phi <16 x float> [ %.462, %loop.3 ], [ %.343, %loop.3.preheader ]
  %.366 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.349, i1 true)
  %.369.idx = shl nuw nsw i64 %.366, 10
  %.369 = getelementptr i8, ptr %.11, i64 %.369.idx
  %.372 = getelementptr i8, ptr %.369, i64 64
  %.375 = getelementptr i8, ptr %.369, i64 128
  %.378 = getelementptr i8, ptr %.369, i64 192
  %.381 = getelementptr i8, ptr %.369, i64 256
  %.384 = getelementptr i8, ptr %.369, i64 320
  %.387 = getelementptr i8, ptr %.369, i64 384
  %.390 = getelementptr i8, ptr %.369, i64 448
  %.393 = getelementptr i8, ptr %.369, i64 512
  %.396 = getelementptr i8, ptr %.369, i64 576
  %.399 = getelementptr i8, ptr %.369, i64 640
  %.402 = getelementptr i8, ptr %.369, i64 704
  %.405 = getelementptr i8, ptr %.369, i64 768
  %.408 = getelementptr i8, ptr %.369, i64 832
  %.411 = getelementptr i8, ptr %.369, i64 896
  %.414 = getelementptr i8, ptr %.369, i64 960
  %.416 = load <16 x float>, ptr %.369, align 4
  %.417 = fadd <16 x float> %.350, %.416
  %.419 = load <16 x float>, ptr %.372, align 4
  %.420 = fadd <16 x float> %.351, %.419
  %.422 = load <16 x float>, ptr %.375, align 4
  %.423 = fadd <16 x float> %.352, %.422
  %.425 = load <16 x float>, ptr %.378, align 4
  %.426 = fadd <16 x float> %.353, %.425
  %.428 = load <16 x float>, ptr %.381, align 4
  %.429 = fadd <16 x float> %.354, %.428
  %.431 = load <16 x float>, ptr %.384, align 4
  %.432 = fadd <16 x float> %.355, %.431
  %.434 = load <16 x float>, ptr %.387, align 4
  %.435 = fadd <16 x float> %.356, %.434
  %.437 = load <16 x float>, ptr %.390, align 4
  %.438 = fadd <16 x float> %.357, %.437
  %.440 = load <16 x float>, ptr %.393, align 4
  %.441 = fadd <16 x float> %.358, %.440
  %.443 = load <16 x float>, ptr %.396, align 4
  %.444 = fadd <16 x float> %.359, %.443
  %.446 = load <16 x float>, ptr %.399, align 4
  %.447 = fadd <16 x float> %.360, %.446
  %.449 = load <16 x float>, ptr %.402, align 4
  %.450 = fadd <16 x float> %.361, %.449
  %.452 = load <16 x float>, ptr %.405, align 4
  %.453 = fadd <16 x float> %.362, %.452
  %.455 = load <16 x float>, ptr %.408, align 4
  %.456 = fadd <16 x float> %.363, %.455
  %.458 = load <16 x float>, ptr %.411, align 4
  %.459 = fadd <16 x float> %.364, %.458
  %.461 = load <16 x float>, ptr %.414, align 4
  %.462 = fadd <16 x float> %.365, %.461
  %.463 = add i64 %.349, -1
  %.464 = and i64 %.463, %.349
  %.465.not = icmp eq i64 %.464, 0
  br i1 %.465.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.468 = phi <16 x float> [ %.328, %after.2 ], [ %.417, %loop.3 ]
  %.469 = phi <16 x float> [ %.329, %after.2 ], [ %.420, %loop.3 ]
  %.470 = phi <16 x float> [ %.330, %after.2 ], [ %.423, %loop.3 ]
  %.471 = phi <16 x float> [ %.331, %after.2 ], [ %.426, %loop.3 ]
  %.472 = phi <16 x float> [ %.332, %after.2 ], [ %.429, %loop.3 ]
  %.473 = phi <16 x float> [ %.333, %after.2 ], [ %.432, %loop.3 ]
  %.474 = phi <16 x float> [ %.334, %after.2 ], [ %.435, %loop.3 ]
  %.475 = phi <16 x float> [ %.335, %after.2 ], [ %.438, %loop.3 ]
  %.476 = phi <16 x float> [ %.336, %after.2 ], [ %.441, %loop.3 ]
  %.477 = phi <16 x float> [ %.337, %after.2 ], [ %.444, %loop.3 ]
  %.478 = phi <16 x float> [ %.338, %after.2 ], [ %.447, %loop.3 ]
  %.479 = phi <16 x float> [ %.339, %after.2 ], [ %.450, %loop.3 ]
  %.480 = phi <16 x float> [ %.340, %after.2 ], [ %.453, %loop.3 ]
  %.481 = phi <16 x float> [ %.341, %after.2 ], [ %.456, %loop.3 ]
  %.482 = phi <16 x float> [ %.342, %after.2 ], [ %.459, %loop.3 ]
  %.483 = phi <16 x float> [ %.343, %after.2 ], [ %.462, %loop.3 ]
  %24 = icmp slt i64 %.104, %.10
  br i1 %24, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.485 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.107, i1 true)
  %.488.idx = shl nuw nsw i64 %.485, 10
  %.488 = getelementptr i8, ptr %.11, i64 %.488.idx
  %.491 = getelementptr i8, ptr %.488, i64 64
  %.494 = getelementptr i8, ptr %.488, i64 128
  %.497 = getelementptr i8, ptr %.488, i64 192
  %.500 = getelementptr i8, ptr %.488, i64 256
  %.503 = getelementptr i8, ptr %.488, i64 320
  %.506 = getelementptr i8, ptr %.488, i64 384
  %.509 = getelementptr i8, ptr %.488, i64 448
  %.512 = getelementptr i8, ptr %.488, i64 512
  %.515 = getelementptr i8, ptr %.488, i64 576
  %.518 = getelementptr i8, ptr %.488, i64 640
  %.521 = getelementptr i8, ptr %.488, i64 704
  %.524 = getelementptr i8, ptr %.488, i64 768
  %.527 = getelementptr i8, ptr %.488, i64 832
  %.530 = getelementptr i8, ptr %.488, i64 896
  %.533 = getelementptr i8, ptr %.488, i64 960
  store <16 x float> %.468, ptr %.488, align 4
  store <16 x float> %.469, ptr %.491, align 4
  store <16 x float> %.470, ptr %.494, align 4
  store <16 x float> %.471, ptr %.497, align 4
  store <16 x float> %.472, ptr %.500, align 4
  store <16 x float> %.473, ptr %.503, align 4
  store <16 x float> %.474, ptr %.506, align 4
  store <16 x float> %.475, ptr %.509, align 4
  store <16 x float> %.476, ptr %.512, align 4
  store <16 x float> %.477, ptr %.515, align 4
  store <16 x float> %.478, ptr %.518, align 4
  store <16 x float> %.479, ptr %.521, align 4
  store <16 x float> %.480, ptr %.524, align 4
  store <16 x float> %.481, ptr %.527, align 4
  store <16 x float> %.482, ptr %.530, align 4
  store <16 x float> %.483, ptr %.533, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %5
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_2_16(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 17, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = add i64 %1, -64
  %scevgep90 = getelementptr i8, ptr %.8, i64 %2
  %3 = shl i64 %.9, 4
  %4 = add i64 %1, -64
  %5 = shl i64 %.9, 2
  %6 = add i64 %1, -64
  %7 = shl i64 %.9, 2
  %8 = add i64 %1, -64
  %9 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %10 = add nsw i64 %.1, -1
  %11 = shl i64 %.5, 2
  %12 = shl i64 %.4, 4
  %13 = shl i64 %.5, 3
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.7, 3
  %16 = shl i64 %.5, 2
  %17 = shl i64 %.7, 2
  %18 = shl i64 %.4, 2
  %19 = shl i64 %.4, 2
  %20 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %10, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.355.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %21 = mul i64 %18, %smin
  %smin80 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %22 = mul i64 %19, %smin80
  %smin82 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %23 = mul i64 %20, %smin82
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %24 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %24
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.64.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.67.us, %after.3.endif.us ]
  %smin87 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %25
  %.64.us = add i64 %.54.us, 32
  %.66.us = tail call i64 @llvm.smin.i64(i64 %.64.us, i64 %.10)
  %.67.us = add i64 %.55.us, 1
  %.68.us = or disjoint i64 %.54.us, 1
  %.69.us = mul i64 %.54.us, %.7
  %.70.us = getelementptr float, ptr %.6, i64 %.69.us
  %.71.us = mul i64 %.54.us, %.5
  %.74.us = load <16 x float>, ptr %.70.us, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.70.us, i64 %sunkaddr
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -64
  %.77.us = load <16 x float>, ptr %sunkaddr42, align 4
  %.78.us = getelementptr float, ptr %.19.us, i64 %.71.us
  %.79.us = load float, ptr %.78.us, align 4
  %.80.us = insertelement <16 x float> poison, float %.79.us, i64 0
  %.81.us = shufflevector <16 x float> %.80.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.82.us = fmul <16 x float> %.74.us, %.81.us
  %.87.us = fmul <16 x float> %.77.us, %.81.us
  %.88.us = getelementptr float, ptr %.30.us, i64 %.71.us
  %.89.us = load float, ptr %.88.us, align 4
  %.90.us = insertelement <16 x float> poison, float %.89.us, i64 0
  %.91.us = shufflevector <16 x float> %.90.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.92.us = fmul <16 x float> %.74.us, %.91.us
  %.97.us = fmul <16 x float> %.77.us, %.91.us
  %.98.us = getelementptr float, ptr %.32.us, i64 %.71.us
  %.99.us = load float, ptr %.98.us, align 4
  %.100.us = insertelement <16 x float> poison, float %.99.us, i64 0
  %.101.us = shufflevector <16 x float> %.100.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.102.us = fmul <16 x float> %.74.us, %.101.us
  %.107.us = fmul <16 x float> %.77.us, %.101.us
  %.108.us = getelementptr float, ptr %.34.us, i64 %.71.us
  %.109.us = load float, ptr %.108.us, align 4
  %.110.us = insertelement <16 x float> poison, float %.109.us, i64 0
  %.111.us = shufflevector <16 x float> %.110.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.112.us = fmul <16 x float> %.74.us, %.111.us
  %.117.us = fmul <16 x float> %.77.us, %.111.us
  %.118.us = icmp slt i64 %.68.us, %.66.us
  br i1 %.118.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %26 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %26, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.130.us.prol = mul i64 %.68.us, %.7
  %.131.us.prol = getelementptr float, ptr %.6, i64 %.130.us.prol
  %.132.us.prol = mul i64 %.68.us, %.5
  %.135.us.prol = load <16 x float>, ptr %.131.us.prol, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.131.us.prol, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -64
  %.138.us.prol = load <16 x float>, ptr %sunkaddr45, align 4
  %.139.us.prol = getelementptr float, ptr %.19.us, i64 %.132.us.prol
  %.140.us.prol = load float, ptr %.139.us.prol, align 4
  %.141.us.prol = insertelement <16 x float> poison, float %.140.us.prol, i64 0
  %.142.us.prol = shufflevector <16 x float> %.141.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.143.us.prol = fmul <16 x float> %.135.us.prol, %.142.us.prol
  %.148.us.prol = fmul <16 x float> %.138.us.prol, %.142.us.prol
  %.149.us.prol = getelementptr float, ptr %.30.us, i64 %.132.us.prol
  %.150.us.prol = load float, ptr %.149.us.prol, align 4
  %.151.us.prol = insertelement <16 x float> poison, float %.150.us.prol, i64 0
  %.152.us.prol = shufflevector <16 x float> %.151.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.153.us.prol = fmul <16 x float> %.135.us.prol, %.152.us.prol
  %.158.us.prol = fmul <16 x float> %.138.us.prol, %.152.us.prol
  %.159.us.prol = getelementptr float, ptr %.32.us, i64 %.132.us.prol
  %.160.us.prol = load float, ptr %.159.us.prol, align 4
  %.161.us.prol = insertelement <16 x float> poison, float %.160.us.prol, i64 0
  %.162.us.prol = shufflevector <16 x float> %.161.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.163.us.prol = fmul <16 x float> %.135.us.prol, %.162.us.prol
  %.168.us.prol = fmul <16 x float> %.138.us.prol, %.162.us.prol
  %.169.us.prol = getelementptr float, ptr %.34.us, i64 %.132.us.prol
  %.170.us.prol = load float, ptr %.169.us.prol, align 4
  %.171.us.prol = insertelement <16 x float> poison, float %.170.us.prol, i64 0
  %.172.us.prol = shufflevector <16 x float> %.171.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.173.us.prol = fmul <16 x float> %.135.us.prol, %.172.us.prol
  %.178.us.prol = fmul <16 x float> %.138.us.prol, %.172.us.prol
  %.179.us.prol = fadd <16 x float> %.82.us, %.143.us.prol
  %.180.us.prol = fadd <16 x float> %.87.us, %.148.us.prol
  %.181.us.prol = fadd <16 x float> %.92.us, %.153.us.prol
  %.182.us.prol = fadd <16 x float> %.97.us, %.158.us.prol
  %.183.us.prol = fadd <16 x float> %.102.us, %.163.us.prol
  %.184.us.prol = fadd <16 x float> %.107.us, %.168.us.prol
  %.185.us.prol = fadd <16 x float> %.112.us, %.173.us.prol
  %.186.us.prol = fadd <16 x float> %.117.us, %.178.us.prol
  %.187.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.179.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.180.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.181.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.182.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.183.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.184.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.185.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.186.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %.120.us.unr = phi i64 [ %.68.us, %loop.2.us.preheader ], [ %.187.us.prol, %loop.2.us.prol ]
  %.122.us.unr = phi <16 x float> [ %.82.us, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.123.us.unr = phi <16 x float> [ %.87.us, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.124.us.unr = phi <16 x float> [ %.92.us, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.125.us.unr = phi <16 x float> [ %.97.us, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.126.us.unr = phi <16 x float> [ %.102.us, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.127.us.unr = phi <16 x float> [ %.107.us, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.128.us.unr = phi <16 x float> [ %.112.us, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.129.us.unr = phi <16 x float> [ %.117.us, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %27 = icmp eq i64 %reass.sub, 2
  br i1 %27, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %28 = add i64 %.120.us.unr, 1
  %29 = mul i64 %11, %28
  %30 = mul i64 %14, %28
  %scevgep29 = getelementptr i8, ptr %.6, i64 %30
  %31 = mul i64 %16, %.120.us.unr
  %32 = mul i64 %17, %.120.us.unr
  %scevgep37 = getelementptr i8, ptr %.6, i64 %32
  %33 = add i64 %21, %31
  %34 = add i64 %22, %31
  %35 = add i64 %23, %31
  %36 = add i64 %21, %29
  %37 = add i64 %22, %29
  %38 = add i64 %23, %29
  %39 = sub i64 %.120.us.unr, %smin87
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv88 = phi i64 [ %39, %loop.2.us.preheader13 ], [ %lsr.iv.next89, %loop.2.us ]
  %lsr.iv38 = phi ptr [ %scevgep37, %loop.2.us.preheader13 ], [ %scevgep39, %loop.2.us ]
  %lsr.iv30 = phi ptr [ %scevgep29, %loop.2.us.preheader13 ], [ %scevgep31, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.122.us = phi <16 x float> [ %.179.us.1, %loop.2.us ], [ %.122.us.unr, %loop.2.us.preheader13 ]
  %.123.us = phi <16 x float> [ %.180.us.1, %loop.2.us ], [ %.123.us.unr, %loop.2.us.preheader13 ]
  %.124.us = phi <16 x float> [ %.181.us.1, %loop.2.us ], [ %.124.us.unr, %loop.2.us.preheader13 ]
  %.125.us = phi <16 x float> [ %.182.us.1, %loop.2.us ], [ %.125.us.unr, %loop.2.us.preheader13 ]
  %.126.us = phi <16 x float> [ %.183.us.1, %loop.2.us ], [ %.126.us.unr, %loop.2.us.preheader13 ]
  %.127.us = phi <16 x float> [ %.184.us.1, %loop.2.us ], [ %.127.us.unr, %loop.2.us.preheader13 ]
  %.128.us = phi <16 x float> [ %.185.us.1, %loop.2.us ], [ %.128.us.unr, %loop.2.us.preheader13 ]
  %.129.us = phi <16 x float> [ %.186.us.1, %loop.2.us ], [ %.129.us.unr, %loop.2.us.preheader13 ]
  %.135.us = load <16 x float>, ptr %lsr.iv38, align 4
  %sunkaddr110 = mul i64 %.2, 4
  %sunkaddr111 = getelementptr i8, ptr %lsr.iv38, i64 %sunkaddr110
  %sunkaddr112 = getelementptr i8, ptr %sunkaddr111, i64 -64
  %.138.us = load <16 x float>, ptr %sunkaddr112, align 4
  %scevgep36 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.140.us = load float, ptr %scevgep36, align 4
  %.141.us = insertelement <16 x float> poison, float %.140.us, i64 0
  %.142.us = shufflevector <16 x float> %.141.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.143.us = fmul <16 x float> %.135.us, %.142.us
  %.148.us = fmul <16 x float> %.138.us, %.142.us
  %scevgep79 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.150.us = load float, ptr %scevgep79, align 4
  %.151.us = insertelement <16 x float> poison, float %.150.us, i64 0
  %.152.us = shufflevector <16 x float> %.151.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.153.us = fmul <16 x float> %.135.us, %.152.us
  %.158.us = fmul <16 x float> %.138.us, %.152.us
  %scevgep81 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.160.us = load float, ptr %scevgep81, align 4
  %.161.us = insertelement <16 x float> poison, float %.160.us, i64 0
  %.162.us = shufflevector <16 x float> %.161.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.163.us = fmul <16 x float> %.135.us, %.162.us
  %.168.us = fmul <16 x float> %.138.us, %.162.us
  %scevgep83 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.170.us = load float, ptr %scevgep83, align 4
  %.171.us = insertelement <16 x float> poison, float %.170.us, i64 0
  %.172.us = shufflevector <16 x float> %.171.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.173.us = fmul <16 x float> %.135.us, %.172.us
  %.178.us = fmul <16 x float> %.138.us, %.172.us
  %.179.us = fadd <16 x float> %.122.us, %.143.us
  %.180.us = fadd <16 x float> %.123.us, %.148.us
  %.181.us = fadd <16 x float> %.124.us, %.153.us
  %.182.us = fadd <16 x float> %.125.us, %.158.us
  %.183.us = fadd <16 x float> %.126.us, %.163.us
  %.184.us = fadd <16 x float> %.127.us, %.168.us
  %.185.us = fadd <16 x float> %.128.us, %.173.us
  %.186.us = fadd <16 x float> %.129.us, %.178.us
  %.135.us.1 = load <16 x float>, ptr %lsr.iv30, align 4
  %sunkaddr113 = mul i64 %.2, 4
  %sunkaddr114 = getelementptr i8, ptr %lsr.iv30, i64 %sunkaddr113
  %sunkaddr115 = getelementptr i8, ptr %sunkaddr114, i64 -64
  %.138.us.1 = load <16 x float>, ptr %sunkaddr115, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %29
  %.140.us.1 = load float, ptr %scevgep28, align 4
  %.141.us.1 = insertelement <16 x float> poison, float %.140.us.1, i64 0
  %.142.us.1 = shufflevector <16 x float> %.141.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.143.us.1 = fmul <16 x float> %.135.us.1, %.142.us.1
  %.148.us.1 = fmul <16 x float> %.138.us.1, %.142.us.1
  %scevgep84 = getelementptr i8, ptr %lsr.iv21, i64 %36
  %.150.us.1 = load float, ptr %scevgep84, align 4
  %.151.us.1 = insertelement <16 x float> poison, float %.150.us.1, i64 0
  %.152.us.1 = shufflevector <16 x float> %.151.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.153.us.1 = fmul <16 x float> %.135.us.1, %.152.us.1
  %.158.us.1 = fmul <16 x float> %.138.us.1, %.152.us.1
  %scevgep85 = getelementptr i8, ptr %lsr.iv21, i64 %37
  %.160.us.1 = load float, ptr %scevgep85, align 4
  %.161.us.1 = insertelement <16 x float> poison, float %.160.us.1, i64 0
  %.162.us.1 = shufflevector <16 x float> %.161.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.163.us.1 = fmul <16 x float> %.135.us.1, %.162.us.1
  %.168.us.1 = fmul <16 x float> %.138.us.1, %.162.us.1
  %scevgep86 = getelementptr i8, ptr %lsr.iv21, i64 %38
  %.170.us.1 = load float, ptr %scevgep86, align 4
  %.171.us.1 = insertelement <16 x float> poison, float %.170.us.1, i64 0
  %.172.us.1 = shufflevector <16 x float> %.171.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.173.us.1 = fmul <16 x float> %.135.us.1, %.172.us.1
  %.178.us.1 = fmul <16 x float> %.138.us.1, %.172.us.1
  %.179.us.1 = fadd <16 x float> %.179.us, %.143.us.1
  %.180.us.1 = fadd <16 x float> %.180.us, %.148.us.1
  %.181.us.1 = fadd <16 x float> %.181.us, %.153.us.1
  %.182.us.1 = fadd <16 x float> %.182.us, %.158.us.1
  %.183.us.1 = fadd <16 x float> %.183.us, %.163.us.1
  %.184.us.1 = fadd <16 x float> %.184.us, %.168.us.1
  %.185.us.1 = fadd <16 x float> %.185.us, %.173.us.1
  %.186.us.1 = fadd <16 x float> %.186.us, %.178.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %13
  %scevgep31 = getelementptr i8, ptr %lsr.iv30, i64 %15
  %scevgep39 = getelementptr i8, ptr %lsr.iv38, i64 %15
  %lsr.iv.next89 = add i64 %lsr.iv88, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next89, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.192.us = phi <16 x float> [ %.82.us, %loop.1.us ], [ %.179.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.179.us.1, %loop.2.us ]
  %.193.us = phi <16 x float> [ %.87.us, %loop.1.us ], [ %.180.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.180.us.1, %loop.2.us ]
  %.194.us = phi <16 x float> [ %.92.us, %loop.1.us ], [ %.181.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.181.us.1, %loop.2.us ]
  %.195.us = phi <16 x float> [ %.97.us, %loop.1.us ], [ %.182.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.182.us.1, %loop.2.us ]
  %.196.us = phi <16 x float> [ %.102.us, %loop.1.us ], [ %.183.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.183.us.1, %loop.2.us ]
  %.197.us = phi <16 x float> [ %.107.us, %loop.1.us ], [ %.184.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.184.us.1, %loop.2.us ]
  %.198.us = phi <16 x float> [ %.112.us, %loop.1.us ], [ %.185.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.185.us.1, %loop.2.us ]
  %.199.us = phi <16 x float> [ %.117.us, %loop.1.us ], [ %.186.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.186.us.1, %loop.2.us ]
  %40 = icmp slt i64 %.64.us, %.10
  %.200.us = sub i64 -2, %.55.us
  %.201.us = select i1 %40, i64 %.200.us, i64 -1
  %.202.us = and i64 %.201.us, %.55.us
  %.203.not.us = icmp eq i64 %.202.us, 0
  br i1 %.203.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.205.us = phi i64 [ %.264.us, %loop.3.us ], [ %.202.us, %loop.3.us.preheader ]
  %.206.us = phi <16 x float> [ %.241.us, %loop.3.us ], [ %.192.us, %loop.3.us.preheader ]
  %.207.us = phi <16 x float> [ %.244.us, %loop.3.us ], [ %.193.us, %loop.3.us.preheader ]
  %.208.us = phi <16 x float> [ %.247.us, %loop.3.us ], [ %.194.us, %loop.3.us.preheader ]
  %.209.us = phi <16 x float> [ %.250.us, %loop.3.us ], [ %.195.us, %loop.3.us.preheader ]
  %.210.us = phi <16 x float> [ %.253.us, %loop.3.us ], [ %.196.us, %loop.3.us.preheader ]
  %.211.us = phi <16 x float> [ %.256.us, %loop.3.us ], [ %.197.us, %loop.3.us.preheader ]
  %.212.us = phi <16 x float> [ %.259.us, %loop.3.us ], [ %.198.us, %loop.3.us.preheader ]
  %.213.us = phi <16 x float> [ %.262.us, %loop.3.us ], [ %.199.us, %loop.3.us.preheader ]
  %.214.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.205.us, i1 true)
  %.217.us.idx = shl nuw nsw i64 %.214.us, 9
  %.217.us = getelementptr i8, ptr %.11, i64 %.217.us.idx
  %.220.us = getelementptr i8, ptr %.217.us, i64 64
  %.223.us = getelementptr i8, ptr %.217.us, i64 128
  %.226.us = getelementptr i8, ptr %.217.us, i64 192
  %.229.us = getelementptr i8, ptr %.217.us, i64 256
  %.232.us = getelementptr i8, ptr %.217.us, i64 320
  %.235.us = getelementptr i8, ptr %.217.us, i64 384
  %.238.us = getelementptr i8, ptr %.217.us, i64 448
  %.240.us = load <16 x float>, ptr %.217.us, align 4
  %.241.us = fadd <16 x float> %.206.us, %.240.us
  %.243.us = load <16 x float>, ptr %.220.us, align 4
  %.244.us = fadd <16 x float> %.207.us, %.243.us
  %.246.us = load <16 x float>, ptr %.223.us, align 4
  %.247.us = fadd <16 x float> %.208.us, %.246.us
  %.249.us = load <16 x float>, ptr %.226.us, align 4
  %.250.us = fadd <16 x float> %.209.us, %.249.us
  %.252.us = load <16 x float>, ptr %.229.us, align 4
  %.253.us = fadd <16 x float> %.210.us, %.252.us
  %.255.us = load <16 x float>, ptr %.232.us, align 4
  %.256.us = fadd <16 x float> %.211.us, %.255.us
  %.258.us = load <16 x float>, ptr %.235.us, align 4
  %.259.us = fadd <16 x float> %.212.us, %.258.us
  %.261.us = load <16 x float>, ptr %.238.us, align 4
  %.262.us = fadd <16 x float> %.213.us, %.261.us
  %.263.us = add i64 %.205.us, -1
  %.264.us = and i64 %.263.us, %.205.us
  %.265.not.us = icmp eq i64 %.264.us, 0
  br i1 %.265.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.268.us = phi <16 x float> [ %.192.us, %after.2.us ], [ %.241.us, %loop.3.us ]
  %.269.us = phi <16 x float> [ %.193.us, %after.2.us ], [ %.244.us, %loop.3.us ]
  %.270.us = phi <16 x float> [ %.194.us, %after.2.us ], [ %.247.us, %loop.3.us ]
  %.271.us = phi <16 x float> [ %.195.us, %after.2.us ], [ %.250.us, %loop.3.us ]
  %.272.us = phi <16 x float> [ %.196.us, %after.2.us ], [ %.253.us, %loop.3.us ]
  %.273.us = phi <16 x float> [ %.197.us, %after.2.us ], [ %.256.us, %loop.3.us ]
  %.274.us = phi <16 x float> [ %.198.us, %after.2.us ], [ %.259.us, %loop.3.us ]
  %.275.us = phi <16 x float> [ %.199.us, %after.2.us ], [ %.262.us, %loop.3.us ]
  %41 = icmp slt i64 %.64.us, %.10
  br i1 %41, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.277.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.67.us, i1 true)
  %.280.us.idx = shl nuw nsw i64 %.277.us, 9
  %.280.us = getelementptr i8, ptr %.11, i64 %.280.us.idx
  %.283.us = getelementptr i8, ptr %.280.us, i64 64
  %.286.us = getelementptr i8, ptr %.280.us, i64 128
  %.289.us = getelementptr i8, ptr %.280.us, i64 192
  %.292.us = getelementptr i8, ptr %.280.us, i64 256
  %.295.us = getelementptr i8, ptr %.280.us, i64 320
  %.298.us = getelementptr i8, ptr %.280.us, i64 384
  %.301.us = getelementptr i8, ptr %.280.us, i64 448
  store <16 x float> %.268.us, ptr %.280.us, align 4
  store <16 x float> %.269.us, ptr %.283.us, align 4
  store <16 x float> %.270.us, ptr %.286.us, align 4
  store <16 x float> %.271.us, ptr %.289.us, align 4
  store <16 x float> %.272.us, ptr %.292.us, align 4
  store <16 x float> %.273.us, ptr %.295.us, align 4
  store <16 x float> %.274.us, ptr %.298.us, align 4
  store <16 x float> %.275.us, ptr %.301.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  store <16 x float> %.268.us, ptr %.36.us, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.36.us, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -64
  store <16 x float> %.269.us, ptr %sunkaddr54, align 4
  store <16 x float> %.270.us, ptr %.47.us, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.47.us, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -64
  store <16 x float> %.271.us, ptr %sunkaddr57, align 4
  store <16 x float> %.272.us, ptr %.49.us, align 4
  %sunkaddr58 = mul i64 %.2, 4
  %sunkaddr59 = getelementptr i8, ptr %.49.us, i64 %sunkaddr58
  %sunkaddr60 = getelementptr i8, ptr %sunkaddr59, i64 -64
  store <16 x float> %.273.us, ptr %sunkaddr60, align 4
  store <16 x float> %.274.us, ptr %.51.us, align 4
  %sunkaddr61 = mul i64 %.2, 4
  %sunkaddr62 = getelementptr i8, ptr %.51.us, i64 %sunkaddr61
  %sunkaddr63 = getelementptr i8, ptr %sunkaddr62, i64 -64
  store <16 x float> %.275.us, ptr %sunkaddr63, align 4
  %.355.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %12
  %.356.us = icmp slt i64 %.355.us, %.1
  br i1 %.356.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv91 = phi i64 [ 0, %loop.preheader14 ], [ %lsr.iv.next92, %loop ]
  %lsr.iv = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next, %loop ]
  %.16 = phi i64 [ %.355, %loop ], [ 0, %loop.preheader14 ]
  %smin96 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 3)
  %42 = mul i64 %5, %smin96
  %43 = add i64 %4, %42
  %scevgep98 = getelementptr i8, ptr %.8, i64 %42
  %smin101 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 2)
  %44 = mul i64 %7, %smin101
  %45 = add i64 %6, %44
  %scevgep103 = getelementptr i8, ptr %.8, i64 %44
  %smin106 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 1)
  %46 = mul i64 %9, %smin106
  %47 = add i64 %8, %46
  %scevgep108 = getelementptr i8, ptr %.8, i64 %46
  %scevgep94 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep109 = getelementptr i8, ptr %scevgep108, i64 %lsr.iv91
  %scevgep104 = getelementptr i8, ptr %scevgep103, i64 %lsr.iv91
  %scevgep99 = getelementptr i8, ptr %scevgep98, i64 %lsr.iv91
  store <16 x float> zeroinitializer, ptr %scevgep94, align 4
  %scevgep93 = getelementptr i8, ptr %scevgep90, i64 %lsr.iv91
  store <16 x float> zeroinitializer, ptr %scevgep93, align 4
  store <16 x float> zeroinitializer, ptr %scevgep109, align 4
  %scevgep105 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep107 = getelementptr i8, ptr %scevgep105, i64 %47
  store <16 x float> zeroinitializer, ptr %scevgep107, align 4
  store <16 x float> zeroinitializer, ptr %scevgep104, align 4
  %scevgep100 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep102 = getelementptr i8, ptr %scevgep100, i64 %45
  store <16 x float> zeroinitializer, ptr %scevgep102, align 4
  store <16 x float> zeroinitializer, ptr %scevgep99, align 4
  %scevgep95 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep97 = getelementptr i8, ptr %scevgep95, i64 %43
  store <16 x float> zeroinitializer, ptr %scevgep97, align 4
  %.355 = add i64 %.16, 4
  %lsr.iv.next = add i64 %lsr.iv, -4
  %lsr.iv.next92 = add i64 %lsr.iv91, %3
  %.356 = icmp slt i64 %.355, %.1
  br i1 %.356, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_1_16(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 16, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -16
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %5 = shl i64 %.2, 2
  %6 = add i64 %4, %5
  %7 = add i64 %6, -64
  %scevgep26 = getelementptr i8, ptr %.6, i64 %7
  %8 = shl i64 %.7, 7
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  %13 = shl i64 %.4, 2
  %14 = shl i64 %.4, 2
  %15 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.381, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %16 = mul i64 %9, %smin
  %smin55 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %17 = mul i64 %10, %smin55
  %smin57 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %18 = mul i64 %11, %smin57
  %smin59 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %19 = mul i64 %12, %smin59
  %smin61 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %20 = mul i64 %13, %smin61
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %21 = mul i64 %14, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %22 = mul i64 %15, %smin65
  %23 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %24 = xor i64 %.16, -1
  %.20 = add i64 %.1, %24
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %23, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.96, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.99, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin67 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = mul i64 %smin67, -1
  %.96 = add i64 %.86, 32
  %.98 = tail call i64 @llvm.smin.i64(i64 %.96, i64 %.10)
  %.99 = add i64 %.87, 1
  %.100 = or disjoint i64 %.86, 1
  %.101 = mul i64 %.86, %.7
  %.103 = mul i64 %.86, %.5
  %gep2 = getelementptr float, ptr %invariant.gep1, i64 %.101
  %.106 = load <16 x float>, ptr %gep2, align 4
  %.107 = getelementptr float, ptr %.19, i64 %.103
  %.108 = load float, ptr %.107, align 4
  %.109 = insertelement <16 x float> poison, float %.108, i64 0
  %.110 = shufflevector <16 x float> %.109, <16 x float> poison, <16 x i32> zeroinitializer
  %.111 = fmul <16 x float> %.106, %.110
  %.112 = getelementptr float, ptr %.38, i64 %.103
  %.113 = load float, ptr %.112, align 4
  %.114 = insertelement <16 x float> poison, float %.113, i64 0
  %.115 = shufflevector <16 x float> %.114, <16 x float> poison, <16 x i32> zeroinitializer
  %.116 = fmul <16 x float> %.106, %.115
  %.117 = getelementptr float, ptr %.40, i64 %.103
  %.118 = load float, ptr %.117, align 4
  %.119 = insertelement <16 x float> poison, float %.118, i64 0
  %.120 = shufflevector <16 x float> %.119, <16 x float> poison, <16 x i32> zeroinitializer
  %.121 = fmul <16 x float> %.106, %.120
  %.122 = getelementptr float, ptr %.42, i64 %.103
  %.123 = load float, ptr %.122, align 4
  %.124 = insertelement <16 x float> poison, float %.123, i64 0
  %.125 = shufflevector <16 x float> %.124, <16 x float> poison, <16 x i32> zeroinitializer
  %.126 = fmul <16 x float> %.106, %.125
  %.127 = getelementptr float, ptr %.44, i64 %.103
  %.128 = load float, ptr %.127, align 4
  %.129 = insertelement <16 x float> poison, float %.128, i64 0
  %.130 = shufflevector <16 x float> %.129, <16 x float> poison, <16 x i32> zeroinitializer
  %.131 = fmul <16 x float> %.106, %.130
  %.132 = getelementptr float, ptr %.46, i64 %.103
  %.133 = load float, ptr %.132, align 4
  %.134 = insertelement <16 x float> poison, float %.133, i64 0
  %.135 = shufflevector <16 x float> %.134, <16 x float> poison, <16 x i32> zeroinitializer
  %.136 = fmul <16 x float> %.106, %.135
  %.137 = getelementptr float, ptr %.48, i64 %.103
  %.138 = load float, ptr %.137, align 4
  %.139 = insertelement <16 x float> poison, float %.138, i64 0
  %.140 = shufflevector <16 x float> %.139, <16 x float> poison, <16 x i32> zeroinitializer
  %.141 = fmul <16 x float> %.106, %.140
  %.142 = getelementptr float, ptr %.50, i64 %.103
  %.143 = load float, ptr %.142, align 4
  %.144 = insertelement <16 x float> poison, float %.143, i64 0
  %.145 = shufflevector <16 x float> %.144, <16 x float> poison, <16 x i32> zeroinitializer
  %.146 = fmul <16 x float> %.106, %.145
  %.147 = icmp slt i64 %.100, %.98
  br i1 %.147, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.349 = phi <16 x float> [ zeroinitializer, %loop ], [ %.294, %after.3 ]
  %.350 = phi <16 x float> [ zeroinitializer, %loop ], [ %.295, %after.3 ]
  %.351 = phi <16 x float> [ zeroinitializer, %loop ], [ %.296, %after.3 ]
  %.352 = phi <16 x float> [ zeroinitializer, %loop ], [ %.297, %after.3 ]
  %.353 = phi <16 x float> [ zeroinitializer, %loop ], [ %.298, %after.3 ]
  %.354 = phi <16 x float> [ zeroinitializer, %loop ], [ %.299, %after.3 ]
  %.355 = phi <16 x float> [ zeroinitializer, %loop ], [ %.300, %after.3 ]
  %.356 = phi <16 x float> [ zeroinitializer, %loop ], [ %.301, %after.3 ]
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr31 = getelementptr i8, ptr %.52, i64 %sunkaddr
  %sunkaddr32 = getelementptr i8, ptr %sunkaddr31, i64 -64
  store <16 x float> %.349, ptr %sunkaddr32, align 4
  %sunkaddr33 = mul i64 %.2, 4
  %sunkaddr34 = getelementptr i8, ptr %.71, i64 %sunkaddr33
  %sunkaddr35 = getelementptr i8, ptr %sunkaddr34, i64 -64
  store <16 x float> %.350, ptr %sunkaddr35, align 4
  %sunkaddr36 = mul i64 %.2, 4
  %sunkaddr37 = getelementptr i8, ptr %.73, i64 %sunkaddr36
  %sunkaddr38 = getelementptr i8, ptr %sunkaddr37, i64 -64
  store <16 x float> %.351, ptr %sunkaddr38, align 4
  %sunkaddr39 = mul i64 %.2, 4
  %sunkaddr40 = getelementptr i8, ptr %.75, i64 %sunkaddr39
  %sunkaddr41 = getelementptr i8, ptr %sunkaddr40, i64 -64
  store <16 x float> %.352, ptr %sunkaddr41, align 4
  %sunkaddr42 = mul i64 %.2, 4
  %sunkaddr43 = getelementptr i8, ptr %.77, i64 %sunkaddr42
  %sunkaddr44 = getelementptr i8, ptr %sunkaddr43, i64 -64
  store <16 x float> %.353, ptr %sunkaddr44, align 4
  %sunkaddr45 = mul i64 %.2, 4
  %sunkaddr46 = getelementptr i8, ptr %.79, i64 %sunkaddr45
  %sunkaddr47 = getelementptr i8, ptr %sunkaddr46, i64 -64
  store <16 x float> %.354, ptr %sunkaddr47, align 4
  %sunkaddr48 = mul i64 %.2, 4
  %sunkaddr49 = getelementptr i8, ptr %.81, i64 %sunkaddr48
  %sunkaddr50 = getelementptr i8, ptr %sunkaddr49, i64 -64
  store <16 x float> %.355, ptr %sunkaddr50, align 4
  %sunkaddr51 = mul i64 %.2, 4
  %sunkaddr52 = getelementptr i8, ptr %.83, i64 %sunkaddr51
  %sunkaddr53 = getelementptr i8, ptr %sunkaddr52, i64 -64
  store <16 x float> %.356, ptr %sunkaddr53, align 4
  %.381 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.382 = icmp slt i64 %.381, %.1
  br i1 %.382, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv68 = phi i64 [ %25, %loop.2.preheader ], [ %lsr.iv.next69, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.151 = phi <16 x float> [ %.205, %loop.2 ], [ %.111, %loop.2.preheader ]
  %.152 = phi <16 x float> [ %.206, %loop.2 ], [ %.116, %loop.2.preheader ]
  %.153 = phi <16 x float> [ %.207, %loop.2 ], [ %.121, %loop.2.preheader ]
  %.154 = phi <16 x float> [ %.208, %loop.2 ], [ %.126, %loop.2.preheader ]
  %.155 = phi <16 x float> [ %.209, %loop.2 ], [ %.131, %loop.2.preheader ]
  %.156 = phi <16 x float> [ %.210, %loop.2 ], [ %.136, %loop.2.preheader ]
  %.157 = phi <16 x float> [ %.211, %loop.2 ], [ %.141, %loop.2.preheader ]
  %.158 = phi <16 x float> [ %.212, %loop.2 ], [ %.146, %loop.2.preheader ]
  %.164 = load <16 x float>, ptr %lsr.iv29, align 4
  %.166 = load float, ptr %lsr.iv11, align 4
  %.167 = insertelement <16 x float> poison, float %.166, i64 0
  %.168 = shufflevector <16 x float> %.167, <16 x float> poison, <16 x i32> zeroinitializer
  %.169 = fmul <16 x float> %.164, %.168
  %scevgep54 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.171 = load float, ptr %scevgep54, align 4
  %.172 = insertelement <16 x float> poison, float %.171, i64 0
  %.173 = shufflevector <16 x float> %.172, <16 x float> poison, <16 x i32> zeroinitializer
  %.174 = fmul <16 x float> %.164, %.173
  %scevgep56 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.176 = load float, ptr %scevgep56, align 4
  %.177 = insertelement <16 x float> poison, float %.176, i64 0
  %.178 = shufflevector <16 x float> %.177, <16 x float> poison, <16 x i32> zeroinitializer
  %.179 = fmul <16 x float> %.164, %.178
  %scevgep58 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.181 = load float, ptr %scevgep58, align 4
  %.182 = insertelement <16 x float> poison, float %.181, i64 0
  %.183 = shufflevector <16 x float> %.182, <16 x float> poison, <16 x i32> zeroinitializer
  %.184 = fmul <16 x float> %.164, %.183
  %scevgep60 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.186 = load float, ptr %scevgep60, align 4
  %.187 = insertelement <16 x float> poison, float %.186, i64 0
  %.188 = shufflevector <16 x float> %.187, <16 x float> poison, <16 x i32> zeroinitializer
  %.189 = fmul <16 x float> %.164, %.188
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %20
  %.191 = load float, ptr %scevgep62, align 4
  %.192 = insertelement <16 x float> poison, float %.191, i64 0
  %.193 = shufflevector <16 x float> %.192, <16 x float> poison, <16 x i32> zeroinitializer
  %.194 = fmul <16 x float> %.164, %.193
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %21
  %.196 = load float, ptr %scevgep64, align 4
  %.197 = insertelement <16 x float> poison, float %.196, i64 0
  %.198 = shufflevector <16 x float> %.197, <16 x float> poison, <16 x i32> zeroinitializer
  %.199 = fmul <16 x float> %.164, %.198
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %22
  %.201 = load float, ptr %scevgep66, align 4
  %.202 = insertelement <16 x float> poison, float %.201, i64 0
  %.203 = shufflevector <16 x float> %.202, <16 x float> poison, <16 x i32> zeroinitializer
  %.204 = fmul <16 x float> %.164, %.203
  %.205 = fadd <16 x float> %.151, %.169
  %.206 = fadd <16 x float> %.152, %.174
  %.207 = fadd <16 x float> %.153, %.179
  %.208 = fadd <16 x float> %.154, %.184
  %.209 = fadd <16 x float> %.155, %.189
  %.210 = fadd <16 x float> %.156, %.194
  %.211 = fadd <16 x float> %.157, %.199
  %.212 = fadd <16 x float> %.158, %.204
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next69 = add i64 %lsr.iv68, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next69
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.218 = phi <16 x float> [ %.111, %loop.1 ], [ %.205, %loop.2 ]
  %.219 = phi <16 x float> [ %.116, %loop.1 ], [ %.206, %loop.2 ]
  %.220 = phi <16 x float> [ %.121, %loop.1 ], [ %.207, %loop.2 ]
  %.221 = phi <16 x float> [ %.126, %loop.1 ], [ %.208, %loop.2 ]
  %.222 = phi <16 x float> [ %.131, %loop.1 ], [ %.209, %loop.2 ]
  %.223 = phi <16 x float> [ %.136, %loop.1 ], [ %.210, %loop.2 ]
  %.224 = phi <16 x float> [ %.141, %loop.1 ], [ %.211, %loop.2 ]
  %.225 = phi <16 x float> [ %.146, %loop.1 ], [ %.212, %loop.2 ]
  %26 = icmp slt i64 %.96, %.10
  %.226 = sub i64 -2, %.87
  %.227 = select i1 %26, i64 %.226, i64 -1
  %.228 = and i64 %.227, %.87
  %.229.not = icmp eq i64 %.228, 0
  br i1 %.229.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.231 = phi i64 [ %.290, %loop.3 ], [ %.228, %loop.3.preheader ]
  %.232 = phi <16 x float> [ %.267, %loop.3 ], [ %.218, %loop.3.preheader ]
  %.233 = phi <16 x float> [ %.270, %loop.3 ], [ %.219, %loop.3.preheader ]
  %.234 = phi <16 x float> [ %.273, %loop.3 ], [ %.220, %loop.3.preheader ]
  %.235 = phi <16 x float> [ %.276, %loop.3 ], [ %.221, %loop.3.preheader ]
  %.236 = phi <16 x float> [ %.279, %loop.3 ], [ %.222, %loop.3.preheader ]
  %.237 = phi <16 x float> [ %.282, %loop.3 ], [ %.223, %loop.3.preheader ]
  %.238 = phi <16 x float> [ %.285, %loop.3 ], [ %.224, %loop.3.preheader ]
  %.239 = phi <16 x float> [ %.288, %loop.3 ], [ %.225, %loop.3.preheader ]
  %.240 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.231, i1 true)
  %.243.idx = shl nuw nsw i64 %.240, 9
  %.243 = getelementptr i8, ptr %.11, i64 %.243.idx
  %.246 = getelementptr i8, ptr %.243, i64 64
  %.249 = getelementptr i8, ptr %.243, i64 128
  %.252 = getelementptr i8, ptr %.243, i64 192
  %.255 = getelementptr i8, ptr %.243, i64 256
  %.258 = getelementptr i8, ptr %.243, i64 320
  %.261 = getelementptr i8, ptr %.243, i64 384
  %.264 = getelementptr i8, ptr %.243, i64 448
  %.266 = load <16 x float>, ptr %.243, align 4
  %.267 = fadd <16 x float> %.232, %.266
  %.269 = load <16 x float>, ptr %.246, align 4
  %.270 = fadd <16 x float> %.233, %.269
  %.272 = load <16 x float>, ptr %.249, align 4
  %.273 = fadd <16 x float> %.234, %.272
  %.275 = load <16 x float>, ptr %.252, align 4
  %.276 = fadd <16 x float> %.235, %.275
  %.278 = load <16 x float>, ptr %.255, align 4
  %.279 = fadd <16 x float> %.236, %.278
  %.281 = load <16 x float>, ptr %.258, align 4
  %.282 = fadd <16 x float> %.237, %.281
  %.284 = load <16 x float>, ptr %.261, align 4
  %.285 = fadd <16 x float> %.238, %.284
  %.287 = load <16 x float>, ptr %.264, align 4
  %.288 = fadd <16 x float> %.239, %.287
  %.289 = add i64 %.231, -1
  %.290 = and i64 %.289, %.231
  %.291.not = icmp eq i64 %.290, 0
  br i1 %.291.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.294 = phi <16 x float> [ %.218, %after.2 ], [ %.267, %loop.3 ]
  %.295 = phi <16 x float> [ %.219, %after.2 ], [ %.270, %loop.3 ]
  %.296 = phi <16 x float> [ %.220, %after.2 ], [ %.273, %loop.3 ]
  %.297 = phi <16 x float> [ %.221, %after.2 ], [ %.276, %loop.3 ]
  %.298 = phi <16 x float> [ %.222, %after.2 ], [ %.279, %loop.3 ]
  %.299 = phi <16 x float> [ %.223, %after.2 ], [ %.282, %loop.3 ]
  %.300 = phi <16 x float> [ %.224, %after.2 ], [ %.285, %loop.3 ]
  %.301 = phi <16 x float> [ %.225, %after.2 ], [ %.288, %loop.3 ]
  %27 = icmp slt i64 %.96, %.10
  br i1 %27, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.303 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.99, i1 true)
  %.306.idx = shl nuw nsw i64 %.303, 9
  %.306 = getelementptr i8, ptr %.11, i64 %.306.idx
  %.309 = getelementptr i8, ptr %.306, i64 64
  %.312 = getelementptr i8, ptr %.306, i64 128
  %.315 = getelementptr i8, ptr %.306, i64 192
  %.318 = getelementptr i8, ptr %.306, i64 256
  %.321 = getelementptr i8, ptr %.306, i64 320
  %.324 = getelementptr i8, ptr %.306, i64 384
  %.327 = getelementptr i8, ptr %.306, i64 448
  store <16 x float> %.294, ptr %.306, align 4
  store <16 x float> %.295, ptr %.309, align 4
  store <16 x float> %.296, ptr %.312, align 4
  store <16 x float> %.297, ptr %.315, align 4
  store <16 x float> %.298, ptr %.318, align 4
  store <16 x float> %.299, ptr %.321, align 4
  store <16 x float> %.300, ptr %.324, align 4
  store <16 x float> %.301, ptr %.327, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %8
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_1_16(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 16, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -16
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = shl i64 %.9, 4
  %3 = add i64 %1, -64
  %scevgep43 = getelementptr i8, ptr %.8, i64 %3
  %4 = shl i64 %.9, 2
  %5 = shl i64 %.9, 2
  %6 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %7 = add nsw i64 %.1, -1
  %8 = shl i64 %.5, 2
  %9 = shl i64 %.4, 4
  %10 = shl i64 %.5, 3
  %11 = shl i64 %.7, 2
  %12 = shl i64 %.7, 3
  %13 = shl i64 %.5, 2
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.4, 2
  %16 = shl i64 %.4, 2
  %17 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %7, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.225.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %18 = mul i64 %15, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %19 = mul i64 %16, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %20 = mul i64 %17, %smin67
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %21 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %21
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.60.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.63.us, %after.3.endif.us ]
  %smin72 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %22
  %.60.us = add i64 %.54.us, 32
  %.62.us = tail call i64 @llvm.smin.i64(i64 %.60.us, i64 %.10)
  %.63.us = add i64 %.55.us, 1
  %.64.us = or disjoint i64 %.54.us, 1
  %.65.us = mul i64 %.54.us, %.7
  %.67.us = mul i64 %.54.us, %.5
  %gep2.us = getelementptr float, ptr %invariant.gep1, i64 %.65.us
  %.70.us = load <16 x float>, ptr %gep2.us, align 4
  %.71.us = getelementptr float, ptr %.19.us, i64 %.67.us
  %.72.us = load float, ptr %.71.us, align 4
  %.73.us = insertelement <16 x float> poison, float %.72.us, i64 0
  %.74.us = shufflevector <16 x float> %.73.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.75.us = fmul <16 x float> %.70.us, %.74.us
  %.76.us = getelementptr float, ptr %.30.us, i64 %.67.us
  %.77.us = load float, ptr %.76.us, align 4
  %.78.us = insertelement <16 x float> poison, float %.77.us, i64 0
  %.79.us = shufflevector <16 x float> %.78.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.80.us = fmul <16 x float> %.70.us, %.79.us
  %.81.us = getelementptr float, ptr %.32.us, i64 %.67.us
  %.82.us = load float, ptr %.81.us, align 4
  %.83.us = insertelement <16 x float> poison, float %.82.us, i64 0
  %.84.us = shufflevector <16 x float> %.83.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.85.us = fmul <16 x float> %.70.us, %.84.us
  %.86.us = getelementptr float, ptr %.34.us, i64 %.67.us
  %.87.us = load float, ptr %.86.us, align 4
  %.88.us = insertelement <16 x float> poison, float %.87.us, i64 0
  %.89.us = shufflevector <16 x float> %.88.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.90.us = fmul <16 x float> %.70.us, %.89.us
  %.91.us = icmp slt i64 %.64.us, %.62.us
  br i1 %.91.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %23 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %23, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.99.us.prol = mul i64 %.64.us, %.7
  %.101.us.prol = mul i64 %.64.us, %.5
  %gep.us.prol = getelementptr float, ptr %invariant.gep1, i64 %.99.us.prol
  %.104.us.prol = load <16 x float>, ptr %gep.us.prol, align 4
  %.105.us.prol = getelementptr float, ptr %.19.us, i64 %.101.us.prol
  %.106.us.prol = load float, ptr %.105.us.prol, align 4
  %.107.us.prol = insertelement <16 x float> poison, float %.106.us.prol, i64 0
  %.108.us.prol = shufflevector <16 x float> %.107.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.109.us.prol = fmul <16 x float> %.104.us.prol, %.108.us.prol
  %.110.us.prol = getelementptr float, ptr %.30.us, i64 %.101.us.prol
  %.111.us.prol = load float, ptr %.110.us.prol, align 4
  %.112.us.prol = insertelement <16 x float> poison, float %.111.us.prol, i64 0
  %.113.us.prol = shufflevector <16 x float> %.112.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.114.us.prol = fmul <16 x float> %.104.us.prol, %.113.us.prol
  %.115.us.prol = getelementptr float, ptr %.32.us, i64 %.101.us.prol
  %.116.us.prol = load float, ptr %.115.us.prol, align 4
  %.117.us.prol = insertelement <16 x float> poison, float %.116.us.prol, i64 0
  %.118.us.prol = shufflevector <16 x float> %.117.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.119.us.prol = fmul <16 x float> %.104.us.prol, %.118.us.prol
  %.120.us.prol = getelementptr float, ptr %.34.us, i64 %.101.us.prol
  %.121.us.prol = load float, ptr %.120.us.prol, align 4
  %.122.us.prol = insertelement <16 x float> poison, float %.121.us.prol, i64 0
  %.123.us.prol = shufflevector <16 x float> %.122.us.prol, <16 x float> poison, <16 x i32> zeroinitializer
  %.124.us.prol = fmul <16 x float> %.104.us.prol, %.123.us.prol
  %.125.us.prol = fadd <16 x float> %.75.us, %.109.us.prol
  %.126.us.prol = fadd <16 x float> %.80.us, %.114.us.prol
  %.127.us.prol = fadd <16 x float> %.85.us, %.119.us.prol
  %.128.us.prol = fadd <16 x float> %.90.us, %.124.us.prol
  %.129.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.125.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.126.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.127.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.128.us.lcssa.unr = phi <16 x float> [ poison, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %.93.us.unr = phi i64 [ %.64.us, %loop.2.us.preheader ], [ %.129.us.prol, %loop.2.us.prol ]
  %.95.us.unr = phi <16 x float> [ %.75.us, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.96.us.unr = phi <16 x float> [ %.80.us, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.97.us.unr = phi <16 x float> [ %.85.us, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.98.us.unr = phi <16 x float> [ %.90.us, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %24 = icmp eq i64 %reass.sub, 2
  br i1 %24, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %25 = add i64 %.93.us.unr, 1
  %26 = mul i64 %8, %25
  %27 = mul i64 %11, %25
  %28 = mul i64 %13, %.93.us.unr
  %29 = mul i64 %14, %.93.us.unr
  %30 = add i64 %18, %28
  %31 = add i64 %19, %28
  %32 = add i64 %20, %28
  %33 = add i64 %18, %26
  %34 = add i64 %19, %26
  %35 = add i64 %20, %26
  %36 = sub i64 %.93.us.unr, %smin72
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv73 = phi i64 [ %36, %loop.2.us.preheader13 ], [ %lsr.iv.next74, %loop.2.us ]
  %lsr.iv29 = phi ptr [ %invariant.gep1, %loop.2.us.preheader13 ], [ %scevgep30, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.95.us = phi <16 x float> [ %.125.us.1, %loop.2.us ], [ %.95.us.unr, %loop.2.us.preheader13 ]
  %.96.us = phi <16 x float> [ %.126.us.1, %loop.2.us ], [ %.96.us.unr, %loop.2.us.preheader13 ]
  %.97.us = phi <16 x float> [ %.127.us.1, %loop.2.us ], [ %.97.us.unr, %loop.2.us.preheader13 ]
  %.98.us = phi <16 x float> [ %.128.us.1, %loop.2.us ], [ %.98.us.unr, %loop.2.us.preheader13 ]
  %scevgep36 = getelementptr i8, ptr %lsr.iv29, i64 %29
  %.104.us = load <16 x float>, ptr %scevgep36, align 4
  %scevgep35 = getelementptr i8, ptr %lsr.iv21, i64 %28
  %.106.us = load float, ptr %scevgep35, align 4
  %.107.us = insertelement <16 x float> poison, float %.106.us, i64 0
  %.108.us = shufflevector <16 x float> %.107.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.109.us = fmul <16 x float> %.104.us, %.108.us
  %scevgep64 = getelementptr i8, ptr %lsr.iv21, i64 %30
  %.111.us = load float, ptr %scevgep64, align 4
  %.112.us = insertelement <16 x float> poison, float %.111.us, i64 0
  %.113.us = shufflevector <16 x float> %.112.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.114.us = fmul <16 x float> %.104.us, %.113.us
  %scevgep66 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.116.us = load float, ptr %scevgep66, align 4
  %.117.us = insertelement <16 x float> poison, float %.116.us, i64 0
  %.118.us = shufflevector <16 x float> %.117.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.119.us = fmul <16 x float> %.104.us, %.118.us
  %scevgep68 = getelementptr i8, ptr %lsr.iv21, i64 %32
  %.121.us = load float, ptr %scevgep68, align 4
  %.122.us = insertelement <16 x float> poison, float %.121.us, i64 0
  %.123.us = shufflevector <16 x float> %.122.us, <16 x float> poison, <16 x i32> zeroinitializer
  %.124.us = fmul <16 x float> %.104.us, %.123.us
  %.125.us = fadd <16 x float> %.95.us, %.109.us
  %.126.us = fadd <16 x float> %.96.us, %.114.us
  %.127.us = fadd <16 x float> %.97.us, %.119.us
  %.128.us = fadd <16 x float> %.98.us, %.124.us
  %scevgep31 = getelementptr i8, ptr %lsr.iv29, i64 %27
  %.104.us.1 = load <16 x float>, ptr %scevgep31, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %26
  %.106.us.1 = load float, ptr %scevgep28, align 4
  %.107.us.1 = insertelement <16 x float> poison, float %.106.us.1, i64 0
  %.108.us.1 = shufflevector <16 x float> %.107.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.109.us.1 = fmul <16 x float> %.104.us.1, %.108.us.1
  %scevgep69 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.111.us.1 = load float, ptr %scevgep69, align 4
  %.112.us.1 = insertelement <16 x float> poison, float %.111.us.1, i64 0
  %.113.us.1 = shufflevector <16 x float> %.112.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.114.us.1 = fmul <16 x float> %.104.us.1, %.113.us.1
  %scevgep70 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.116.us.1 = load float, ptr %scevgep70, align 4
  %.117.us.1 = insertelement <16 x float> poison, float %.116.us.1, i64 0
  %.118.us.1 = shufflevector <16 x float> %.117.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.119.us.1 = fmul <16 x float> %.104.us.1, %.118.us.1
  %scevgep71 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.121.us.1 = load float, ptr %scevgep71, align 4
  %.122.us.1 = insertelement <16 x float> poison, float %.121.us.1, i64 0
  %.123.us.1 = shufflevector <16 x float> %.122.us.1, <16 x float> poison, <16 x i32> zeroinitializer
  %.124.us.1 = fmul <16 x float> %.104.us.1, %.123.us.1
  %.125.us.1 = fadd <16 x float> %.125.us, %.109.us.1
  %.126.us.1 = fadd <16 x float> %.126.us, %.114.us.1
  %.127.us.1 = fadd <16 x float> %.127.us, %.119.us.1
  %.128.us.1 = fadd <16 x float> %.128.us, %.124.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %10
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %12
  %lsr.iv.next74 = add i64 %lsr.iv73, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next74, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.134.us = phi <16 x float> [ %.75.us, %loop.1.us ], [ %.125.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.125.us.1, %loop.2.us ]
  %.135.us = phi <16 x float> [ %.80.us, %loop.1.us ], [ %.126.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.126.us.1, %loop.2.us ]
  %.136.us = phi <16 x float> [ %.85.us, %loop.1.us ], [ %.127.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.127.us.1, %loop.2.us ]
  %.137.us = phi <16 x float> [ %.90.us, %loop.1.us ], [ %.128.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.128.us.1, %loop.2.us ]
  %37 = icmp slt i64 %.60.us, %.10
  %.138.us = sub i64 -2, %.55.us
  %.139.us = select i1 %37, i64 %.138.us, i64 -1
  %.140.us = and i64 %.139.us, %.55.us
  %.141.not.us = icmp eq i64 %.140.us, 0
  br i1 %.141.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.143.us = phi i64 [ %.174.us, %loop.3.us ], [ %.140.us, %loop.3.us.preheader ]
  %.144.us = phi <16 x float> [ %.163.us, %loop.3.us ], [ %.134.us, %loop.3.us.preheader ]
  %.145.us = phi <16 x float> [ %.166.us, %loop.3.us ], [ %.135.us, %loop.3.us.preheader ]
  %.146.us = phi <16 x float> [ %.169.us, %loop.3.us ], [ %.136.us, %loop.3.us.preheader ]
  %.147.us = phi <16 x float> [ %.172.us, %loop.3.us ], [ %.137.us, %loop.3.us.preheader ]
  %.148.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.143.us, i1 true)
  %.151.us.idx = shl nuw nsw i64 %.148.us, 8
  %.151.us = getelementptr i8, ptr %.11, i64 %.151.us.idx
  %.154.us = getelementptr i8, ptr %.151.us, i64 64
  %.157.us = getelementptr i8, ptr %.151.us, i64 128
  %.160.us = getelementptr i8, ptr %.151.us, i64 192
  %.162.us = load <16 x float>, ptr %.151.us, align 4
  %.163.us = fadd <16 x float> %.144.us, %.162.us
  %.165.us = load <16 x float>, ptr %.154.us, align 4
  %.166.us = fadd <16 x float> %.145.us, %.165.us
  %.168.us = load <16 x float>, ptr %.157.us, align 4
  %.169.us = fadd <16 x float> %.146.us, %.168.us
  %.171.us = load <16 x float>, ptr %.160.us, align 4
  %.172.us = fadd <16 x float> %.147.us, %.171.us
  %.173.us = add i64 %.143.us, -1
  %.174.us = and i64 %.173.us, %.143.us
  %.175.not.us = icmp eq i64 %.174.us, 0
  br i1 %.175.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.178.us = phi <16 x float> [ %.134.us, %after.2.us ], [ %.163.us, %loop.3.us ]
  %.179.us = phi <16 x float> [ %.135.us, %after.2.us ], [ %.166.us, %loop.3.us ]
  %.180.us = phi <16 x float> [ %.136.us, %after.2.us ], [ %.169.us, %loop.3.us ]
  %.181.us = phi <16 x float> [ %.137.us, %after.2.us ], [ %.172.us, %loop.3.us ]
  %38 = icmp slt i64 %.60.us, %.10
  br i1 %38, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.183.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.63.us, i1 true)
  %.186.us.idx = shl nuw nsw i64 %.183.us, 8
  %.186.us = getelementptr i8, ptr %.11, i64 %.186.us.idx
  %.189.us = getelementptr i8, ptr %.186.us, i64 64
  %.192.us = getelementptr i8, ptr %.186.us, i64 128
  %.195.us = getelementptr i8, ptr %.186.us, i64 192
  store <16 x float> %.178.us, ptr %.186.us, align 4
  store <16 x float> %.179.us, ptr %.189.us, align 4
  store <16 x float> %.180.us, ptr %.192.us, align 4
  store <16 x float> %.181.us, ptr %.195.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr51 = getelementptr i8, ptr %.36.us, i64 %sunkaddr
  %sunkaddr52 = getelementptr i8, ptr %sunkaddr51, i64 -64
  store <16 x float> %.178.us, ptr %sunkaddr52, align 4
  %sunkaddr53 = mul i64 %.2, 4
  %sunkaddr54 = getelementptr i8, ptr %.47.us, i64 %sunkaddr53
  %sunkaddr55 = getelementptr i8, ptr %sunkaddr54, i64 -64
  store <16 x float> %.179.us, ptr %sunkaddr55, align 4
  %sunkaddr56 = mul i64 %.2, 4
  %sunkaddr57 = getelementptr i8, ptr %.49.us, i64 %sunkaddr56
  %sunkaddr58 = getelementptr i8, ptr %sunkaddr57, i64 -64
  store <16 x float> %.180.us, ptr %sunkaddr58, align 4
  %sunkaddr59 = mul i64 %.2, 4
  %sunkaddr60 = getelementptr i8, ptr %.51.us, i64 %sunkaddr59
  %sunkaddr61 = getelementptr i8, ptr %sunkaddr60, i64 -64
  store <16 x float> %.181.us, ptr %sunkaddr61, align 4
  %.225.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %9
  %.226.us = icmp slt i64 %.225.us, %.1
  br i1 %.226.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv44 = phi ptr [ %scevgep43, %loop.preheader14 ], [ %scevgep45, %loop ]
  %lsr.iv37 = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next38, %loop ]
  %.16 = phi i64 [ %.225, %loop ], [ 0, %loop.preheader14 ]
  %smin75 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 1)
  %39 = mul i64 %4, %smin75
  %scevgep76 = getelementptr i8, ptr %lsr.iv44, i64 %39
  %smin77 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 2)
  %40 = mul i64 %5, %smin77
  %scevgep78 = getelementptr i8, ptr %lsr.iv44, i64 %40
  %smin79 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 3)
  %41 = mul i64 %6, %smin79
  %scevgep80 = getelementptr i8, ptr %lsr.iv44, i64 %41
  store <16 x float> zeroinitializer, ptr %lsr.iv44, align 4
  store <16 x float> zeroinitializer, ptr %scevgep76, align 4
  store <16 x float> zeroinitializer, ptr %scevgep78, align 4
  store <16 x float> zeroinitializer, ptr %scevgep80, align 4
  %.225 = add i64 %.16, 4
  %lsr.iv.next38 = add i64 %lsr.iv37, -4
  %scevgep45 = getelementptr i8, ptr %lsr.iv44, i64 %2
  %.226 = icmp slt i64 %.225, %.1
  br i1 %.226, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_2_8(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 9, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %scevgep26 = getelementptr i8, ptr %.6, i64 %4
  %5 = shl i64 %.7, 7
  %6 = shl i64 %.4, 2
  %7 = shl i64 %.4, 2
  %8 = shl i64 %.4, 2
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.635, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %13 = mul i64 %6, %smin
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %14 = mul i64 %7, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %15 = mul i64 %8, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %16 = mul i64 %9, %smin67
  %smin69 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %17 = mul i64 %10, %smin69
  %smin71 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %18 = mul i64 %11, %smin71
  %smin73 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %19 = mul i64 %12, %smin73
  %20 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %21 = xor i64 %.16, -1
  %.20 = add i64 %.1, %21
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %20, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.104, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.107, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin75 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = mul i64 %smin75, -1
  %.104 = add i64 %.86, 32
  %.106 = tail call i64 @llvm.smin.i64(i64 %.104, i64 %.10)
  %.107 = add i64 %.87, 1
  %.108 = or disjoint i64 %.86, 1
  %.109 = mul i64 %.86, %.7
  %.110 = getelementptr float, ptr %.6, i64 %.109
  %.111 = mul i64 %.86, %.5
  %.114 = load <8 x float>, ptr %.110, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr32 = getelementptr i8, ptr %.110, i64 %sunkaddr
  %sunkaddr33 = getelementptr i8, ptr %sunkaddr32, i64 -32
  %.117 = load <8 x float>, ptr %sunkaddr33, align 4
  %.118 = getelementptr float, ptr %.19, i64 %.111
  %.119 = load float, ptr %.118, align 4
  %.120 = insertelement <8 x float> poison, float %.119, i64 0
  %.121 = shufflevector <8 x float> %.120, <8 x float> poison, <8 x i32> zeroinitializer
  %.122 = fmul <8 x float> %.114, %.121
  %.127 = fmul <8 x float> %.117, %.121
  %.128 = getelementptr float, ptr %.38, i64 %.111
  %.129 = load float, ptr %.128, align 4
  %.130 = insertelement <8 x float> poison, float %.129, i64 0
  %.131 = shufflevector <8 x float> %.130, <8 x float> poison, <8 x i32> zeroinitializer
  %.132 = fmul <8 x float> %.114, %.131
  %.137 = fmul <8 x float> %.117, %.131
  %.138 = getelementptr float, ptr %.40, i64 %.111
  %.139 = load float, ptr %.138, align 4
  %.140 = insertelement <8 x float> poison, float %.139, i64 0
  %.141 = shufflevector <8 x float> %.140, <8 x float> poison, <8 x i32> zeroinitializer
  %.142 = fmul <8 x float> %.114, %.141
  %.147 = fmul <8 x float> %.117, %.141
  %.148 = getelementptr float, ptr %.42, i64 %.111
  %.149 = load float, ptr %.148, align 4
  %.150 = insertelement <8 x float> poison, float %.149, i64 0
  %.151 = shufflevector <8 x float> %.150, <8 x float> poison, <8 x i32> zeroinitializer
  %.152 = fmul <8 x float> %.114, %.151
  %.157 = fmul <8 x float> %.117, %.151
  %.158 = getelementptr float, ptr %.44, i64 %.111
  %.159 = load float, ptr %.158, align 4
  %.160 = insertelement <8 x float> poison, float %.159, i64 0
  %.161 = shufflevector <8 x float> %.160, <8 x float> poison, <8 x i32> zeroinitializer
  %.162 = fmul <8 x float> %.114, %.161
  %.167 = fmul <8 x float> %.117, %.161
  %.168 = getelementptr float, ptr %.46, i64 %.111
  %.169 = load float, ptr %.168, align 4
  %.170 = insertelement <8 x float> poison, float %.169, i64 0
  %.171 = shufflevector <8 x float> %.170, <8 x float> poison, <8 x i32> zeroinitializer
  %.172 = fmul <8 x float> %.114, %.171
  %.177 = fmul <8 x float> %.117, %.171
  %.178 = getelementptr float, ptr %.48, i64 %.111
  %.179 = load float, ptr %.178, align 4
  %.180 = insertelement <8 x float> poison, float %.179, i64 0
  %.181 = shufflevector <8 x float> %.180, <8 x float> poison, <8 x i32> zeroinitializer
  %.182 = fmul <8 x float> %.114, %.181
  %.187 = fmul <8 x float> %.117, %.181
  %.188 = getelementptr float, ptr %.50, i64 %.111
  %.189 = load float, ptr %.188, align 4
  %.190 = insertelement <8 x float> poison, float %.189, i64 0
  %.191 = shufflevector <8 x float> %.190, <8 x float> poison, <8 x i32> zeroinitializer
  %.192 = fmul <8 x float> %.114, %.191
  %.197 = fmul <8 x float> %.117, %.191
  %.198 = icmp slt i64 %.108, %.106
  br i1 %.198, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.571 = phi <8 x float> [ zeroinitializer, %loop ], [ %.468, %after.3 ]
  %.572 = phi <8 x float> [ zeroinitializer, %loop ], [ %.469, %after.3 ]
  %.573 = phi <8 x float> [ zeroinitializer, %loop ], [ %.470, %after.3 ]
  %.574 = phi <8 x float> [ zeroinitializer, %loop ], [ %.471, %after.3 ]
  %.575 = phi <8 x float> [ zeroinitializer, %loop ], [ %.472, %after.3 ]
  %.576 = phi <8 x float> [ zeroinitializer, %loop ], [ %.473, %after.3 ]
  %.577 = phi <8 x float> [ zeroinitializer, %loop ], [ %.474, %after.3 ]
  %.578 = phi <8 x float> [ zeroinitializer, %loop ], [ %.475, %after.3 ]
  %.579 = phi <8 x float> [ zeroinitializer, %loop ], [ %.476, %after.3 ]
  %.580 = phi <8 x float> [ zeroinitializer, %loop ], [ %.477, %after.3 ]
  %.581 = phi <8 x float> [ zeroinitializer, %loop ], [ %.478, %after.3 ]
  %.582 = phi <8 x float> [ zeroinitializer, %loop ], [ %.479, %after.3 ]
  %.583 = phi <8 x float> [ zeroinitializer, %loop ], [ %.480, %after.3 ]
  %.584 = phi <8 x float> [ zeroinitializer, %loop ], [ %.481, %after.3 ]
  %.585 = phi <8 x float> [ zeroinitializer, %loop ], [ %.482, %after.3 ]
  %.586 = phi <8 x float> [ zeroinitializer, %loop ], [ %.483, %after.3 ]
  store <8 x float> %.571, ptr %.52, align 4
  %sunkaddr34 = mul i64 %.2, 4
  %sunkaddr35 = getelementptr i8, ptr %.52, i64 %sunkaddr34
  %sunkaddr36 = getelementptr i8, ptr %sunkaddr35, i64 -32
  store <8 x float> %.572, ptr %sunkaddr36, align 4
  store <8 x float> %.573, ptr %.71, align 4
  %sunkaddr37 = mul i64 %.2, 4
  %sunkaddr38 = getelementptr i8, ptr %.71, i64 %sunkaddr37
  %sunkaddr39 = getelementptr i8, ptr %sunkaddr38, i64 -32
  store <8 x float> %.574, ptr %sunkaddr39, align 4
  store <8 x float> %.575, ptr %.73, align 4
  %sunkaddr40 = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.73, i64 %sunkaddr40
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -32
  store <8 x float> %.576, ptr %sunkaddr42, align 4
  store <8 x float> %.577, ptr %.75, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.75, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -32
  store <8 x float> %.578, ptr %sunkaddr45, align 4
  store <8 x float> %.579, ptr %.77, align 4
  %sunkaddr46 = mul i64 %.2, 4
  %sunkaddr47 = getelementptr i8, ptr %.77, i64 %sunkaddr46
  %sunkaddr48 = getelementptr i8, ptr %sunkaddr47, i64 -32
  store <8 x float> %.580, ptr %sunkaddr48, align 4
  store <8 x float> %.581, ptr %.79, align 4
  %sunkaddr49 = mul i64 %.2, 4
  %sunkaddr50 = getelementptr i8, ptr %.79, i64 %sunkaddr49
  %sunkaddr51 = getelementptr i8, ptr %sunkaddr50, i64 -32
  store <8 x float> %.582, ptr %sunkaddr51, align 4
  store <8 x float> %.583, ptr %.81, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.81, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -32
  store <8 x float> %.584, ptr %sunkaddr54, align 4
  store <8 x float> %.585, ptr %.83, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.83, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -32
  store <8 x float> %.586, ptr %sunkaddr57, align 4
  %.635 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.636 = icmp slt i64 %.635, %.1
  br i1 %.636, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv76 = phi i64 [ %22, %loop.2.preheader ], [ %lsr.iv.next77, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.202 = phi <8 x float> [ %.307, %loop.2 ], [ %.122, %loop.2.preheader ]
  %.203 = phi <8 x float> [ %.308, %loop.2 ], [ %.127, %loop.2.preheader ]
  %.204 = phi <8 x float> [ %.309, %loop.2 ], [ %.132, %loop.2.preheader ]
  %.205 = phi <8 x float> [ %.310, %loop.2 ], [ %.137, %loop.2.preheader ]
  %.206 = phi <8 x float> [ %.311, %loop.2 ], [ %.142, %loop.2.preheader ]
  %.207 = phi <8 x float> [ %.312, %loop.2 ], [ %.147, %loop.2.preheader ]
  %.208 = phi <8 x float> [ %.313, %loop.2 ], [ %.152, %loop.2.preheader ]
  %.209 = phi <8 x float> [ %.314, %loop.2 ], [ %.157, %loop.2.preheader ]
  %.210 = phi <8 x float> [ %.315, %loop.2 ], [ %.162, %loop.2.preheader ]
  %.211 = phi <8 x float> [ %.316, %loop.2 ], [ %.167, %loop.2.preheader ]
  %.212 = phi <8 x float> [ %.317, %loop.2 ], [ %.172, %loop.2.preheader ]
  %.213 = phi <8 x float> [ %.318, %loop.2 ], [ %.177, %loop.2.preheader ]
  %.214 = phi <8 x float> [ %.319, %loop.2 ], [ %.182, %loop.2.preheader ]
  %.215 = phi <8 x float> [ %.320, %loop.2 ], [ %.187, %loop.2.preheader ]
  %.216 = phi <8 x float> [ %.321, %loop.2 ], [ %.192, %loop.2.preheader ]
  %.217 = phi <8 x float> [ %.322, %loop.2 ], [ %.197, %loop.2.preheader ]
  %.223 = load <8 x float>, ptr %lsr.iv29, align 4
  %sunkaddr78 = mul i64 %.2, 4
  %sunkaddr79 = getelementptr i8, ptr %lsr.iv29, i64 %sunkaddr78
  %sunkaddr80 = getelementptr i8, ptr %sunkaddr79, i64 -32
  %.226 = load <8 x float>, ptr %sunkaddr80, align 4
  %.228 = load float, ptr %lsr.iv11, align 4
  %.229 = insertelement <8 x float> poison, float %.228, i64 0
  %.230 = shufflevector <8 x float> %.229, <8 x float> poison, <8 x i32> zeroinitializer
  %.231 = fmul <8 x float> %.223, %.230
  %.236 = fmul <8 x float> %.226, %.230
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %13
  %.238 = load float, ptr %scevgep62, align 4
  %.239 = insertelement <8 x float> poison, float %.238, i64 0
  %.240 = shufflevector <8 x float> %.239, <8 x float> poison, <8 x i32> zeroinitializer
  %.241 = fmul <8 x float> %.223, %.240
  %.246 = fmul <8 x float> %.226, %.240
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %14
  %.248 = load float, ptr %scevgep64, align 4
  %.249 = insertelement <8 x float> poison, float %.248, i64 0
  %.250 = shufflevector <8 x float> %.249, <8 x float> poison, <8 x i32> zeroinitializer
  %.251 = fmul <8 x float> %.223, %.250
  %.256 = fmul <8 x float> %.226, %.250
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %15
  %.258 = load float, ptr %scevgep66, align 4
  %.259 = insertelement <8 x float> poison, float %.258, i64 0
  %.260 = shufflevector <8 x float> %.259, <8 x float> poison, <8 x i32> zeroinitializer
  %.261 = fmul <8 x float> %.223, %.260
  %.266 = fmul <8 x float> %.226, %.260
  %scevgep68 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.268 = load float, ptr %scevgep68, align 4
  %.269 = insertelement <8 x float> poison, float %.268, i64 0
  %.270 = shufflevector <8 x float> %.269, <8 x float> poison, <8 x i32> zeroinitializer
  %.271 = fmul <8 x float> %.223, %.270
  %.276 = fmul <8 x float> %.226, %.270
  %scevgep70 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.278 = load float, ptr %scevgep70, align 4
  %.279 = insertelement <8 x float> poison, float %.278, i64 0
  %.280 = shufflevector <8 x float> %.279, <8 x float> poison, <8 x i32> zeroinitializer
  %.281 = fmul <8 x float> %.223, %.280
  %.286 = fmul <8 x float> %.226, %.280
  %scevgep72 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.288 = load float, ptr %scevgep72, align 4
  %.289 = insertelement <8 x float> poison, float %.288, i64 0
  %.290 = shufflevector <8 x float> %.289, <8 x float> poison, <8 x i32> zeroinitializer
  %.291 = fmul <8 x float> %.223, %.290
  %.296 = fmul <8 x float> %.226, %.290
  %scevgep74 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.298 = load float, ptr %scevgep74, align 4
  %.299 = insertelement <8 x float> poison, float %.298, i64 0
  %.300 = shufflevector <8 x float> %.299, <8 x float> poison, <8 x i32> zeroinitializer
  %.301 = fmul <8 x float> %.223, %.300
  %.306 = fmul <8 x float> %.226, %.300
  %.307 = fadd <8 x float> %.202, %.231
  %.308 = fadd <8 x float> %.203, %.236
  %.309 = fadd <8 x float> %.204, %.241
  %.310 = fadd <8 x float> %.205, %.246
  %.311 = fadd <8 x float> %.206, %.251
  %.312 = fadd <8 x float> %.207, %.256
  %.313 = fadd <8 x float> %.208, %.261
  %.314 = fadd <8 x float> %.209, %.266
  %.315 = fadd <8 x float> %.210, %.271
  %.316 = fadd <8 x float> %.211, %.276
  %.317 = fadd <8 x float> %.212, %.281
  %.318 = fadd <8 x float> %.213, %.286
  %.319 = fadd <8 x float> %.214, %.291
  %.320 = fadd <8 x float> %.215, %.296
  %.321 = fadd <8 x float> %.216, %.301
  %.322 = fadd <8 x float> %.217, %.306
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next77 = add i64 %lsr.iv76, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next77
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.328 = phi <8 x float> [ %.122, %loop.1 ], [ %.307, %loop.2 ]
  %.329 = phi <8 x float> [ %.127, %loop.1 ], [ %.308, %loop.2 ]
  %.330 = phi <8 x float> [ %.132, %loop.1 ], [ %.309, %loop.2 ]
  %.331 = phi <8 x float> [ %.137, %loop.1 ], [ %.310, %loop.2 ]
  %.332 = phi <8 x float> [ %.142, %loop.1 ], [ %.311, %loop.2 ]
  %.333 = phi <8 x float> [ %.147, %loop.1 ], [ %.312, %loop.2 ]
  %.334 = phi <8 x float> [ %.152, %loop.1 ], [ %.313, %loop.2 ]
  %.335 = phi <8 x float> [ %.157, %loop.1 ], [ %.314, %loop.2 ]
  %.336 = phi <8 x float> [ %.162, %loop.1 ], [ %.315, %loop.2 ]
  %.337 = phi <8 x float> [ %.167, %loop.1 ], [ %.316, %loop.2 ]
  %.338 = phi <8 x float> [ %.172, %loop.1 ], [ %.317, %loop.2 ]
  %.339 = phi <8 x float> [ %.177, %loop.1 ], [ %.318, %loop.2 ]
  %.340 = phi <8 x float> [ %.182, %loop.1 ], [ %.319, %loop.2 ]
  %.341 = phi <8 x float> [ %.187, %loop.1 ], [ %.320, %loop.2 ]
  %.342 = phi <8 x float> [ %.192, %loop.1 ], [ %.321, %loop.2 ]
  %.343 = phi <8 x float> [ %.197, %loop.1 ], [ %.322, %loop.2 ]
  %23 = icmp slt i64 %.104, %.10
  %.344 = sub i64 -2, %.87
  %.345 = select i1 %23, i64 %.344, i64 -1
  %.346 = and i64 %.345, %.87
  %.347.not = icmp eq i64 %.346, 0
  br i1 %.347.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.349 = phi i64 [ %.464, %loop.3 ], [ %.346, %loop.3.preheader ]
  %.350 = phi <8 x float> [ %.417, %loop.3 ], [ %.328, %loop.3.preheader ]
  %.351 = phi <8 x float> [ %.420, %loop.3 ], [ %.329, %loop.3.preheader ]
  %.352 = phi <8 x float> [ %.423, %loop.3 ], [ %.330, %loop.3.preheader ]
  %.353 = phi <8 x float> [ %.426, %loop.3 ], [ %.331, %loop.3.preheader ]
  %.354 = phi <8 x float> [ %.429, %loop.3 ], [ %.332, %loop.3.preheader ]
  %.355 = phi <8 x float> [ %.432, %loop.3 ], [ %.333, %loop.3.preheader ]
  %.356 = phi <8 x float> [ %.435, %loop.3 ], [ %.334, %loop.3.preheader ]
  %.357 = phi <8 x float> [ %.438, %loop.3 ], [ %.335, %loop.3.preheader ]
  %.358 = phi <8 x float> [ %.441, %loop.3 ], [ %.336, %loop.3.preheader ]
  %.359 = phi <8 x float> [ %.444, %loop.3 ], [ %.337, %loop.3.preheader ]
  %.360 = phi <8 x float> [ %.447, %loop.3 ], [ %.338, %loop.3.preheader ]
  %.361 = phi <8 x float> [ %.450, %loop.3 ], [ %.339, %loop.3.preheader ]
  %.362 = phi <8 x float> [ %.453, %loop.3 ], [ %.340, %loop.3.preheader ]
  %.363 = phi <8 x float> [ %.456, %loop.3 ], [ %.341, %loop.3.preheader ]
  %.364 = phi <8 x float> [ %.459, %loop.3 ], [ %.342, %loop.3.preheader ]
  %.365 = phi <8 x float> [ %.462, %loop.3 ], [ %.343, %loop.3.preheader ]
  %.366 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.349, i1 true)
  %.369.idx = shl nuw nsw i64 %.366, 9
  %.369 = getelementptr i8, ptr %.11, i64 %.369.idx
  %.372 = getelementptr i8, ptr %.369, i64 32
  %.375 = getelementptr i8, ptr %.369, i64 64
  %.378 = getelementptr i8, ptr %.369, i64 96
  %.381 = getelementptr i8, ptr %.369, i64 128
  %.384 = getelementptr i8, ptr %.369, i64 160
  %.387 = getelementptr i8, ptr %.369, i64 192
  %.390 = getelementptr i8, ptr %.369, i64 224
  %.393 = getelementptr i8, ptr %.369, i64 256
  %.396 = getelementptr i8, ptr %.369, i64 288
  %.399 = getelementptr i8, ptr %.369, i64 320
  %.402 = getelementptr i8, ptr %.369, i64 352
  %.405 = getelementptr i8, ptr %.369, i64 384
  %.408 = getelementptr i8, ptr %.369, i64 416
  %.411 = getelementptr i8, ptr %.369, i64 448
  %.414 = getelementptr i8, ptr %.369, i64 480
  %.416 = load <8 x float>, ptr %.369, align 4
  %.417 = fadd <8 x float> %.350, %.416
  %.419 = load <8 x float>, ptr %.372, align 4
  %.420 = fadd <8 x float> %.351, %.419
  %.422 = load <8 x float>, ptr %.375, align 4
  %.423 = fadd <8 x float> %.352, %.422
  %.425 = load <8 x float>, ptr %.378, align 4
  %.426 = fadd <8 x float> %.353, %.425
  %.428 = load <8 x float>, ptr %.381, align 4
  %.429 = fadd <8 x float> %.354, %.428
  %.431 = load <8 x float>, ptr %.384, align 4
  %.432 = fadd <8 x float> %.355, %.431
  %.434 = load <8 x float>, ptr %.387, align 4
  %.435 = fadd <8 x float> %.356, %.434
  %.437 = load <8 x float>, ptr %.390, align 4
  %.438 = fadd <8 x float> %.357, %.437
  %.440 = load <8 x float>, ptr %.393, align 4
  %.441 = fadd <8 x float> %.358, %.440
  %.443 = load <8 x float>, ptr %.396, align 4
  %.444 = fadd <8 x float> %.359, %.443
  %.446 = load <8 x float>, ptr %.399, align 4
  %.447 = fadd <8 x float> %.360, %.446
  %.449 = load <8 x float>, ptr %.402, align 4
  %.450 = fadd <8 x float> %.361, %.449
  %.452 = load <8 x float>, ptr %.405, align 4
  %.453 = fadd <8 x float> %.362, %.452
  %.455 = load <8 x float>, ptr %.408, align 4
  %.456 = fadd <8 x float> %.363, %.455
  %.458 = load <8 x float>, ptr %.411, align 4
  %.459 = fadd <8 x float> %.364, %.458
  %.461 = load <8 x float>, ptr %.414, align 4
  %.462 = fadd <8 x float> %.365, %.461
  %.463 = add i64 %.349, -1
  %.464 = and i64 %.463, %.349
  %.465.not = icmp eq i64 %.464, 0
  br i1 %.465.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.468 = phi <8 x float> [ %.328, %after.2 ], [ %.417, %loop.3 ]
  %.469 = phi <8 x float> [ %.329, %after.2 ], [ %.420, %loop.3 ]
  %.470 = phi <8 x float> [ %.330, %after.2 ], [ %.423, %loop.3 ]
  %.471 = phi <8 x float> [ %.331, %after.2 ], [ %.426, %loop.3 ]
  %.472 = phi <8 x float> [ %.332, %after.2 ], [ %.429, %loop.3 ]
  %.473 = phi <8 x float> [ %.333, %after.2 ], [ %.432, %loop.3 ]
  %.474 = phi <8 x float> [ %.334, %after.2 ], [ %.435, %loop.3 ]
  %.475 = phi <8 x float> [ %.335, %after.2 ], [ %.438, %loop.3 ]
  %.476 = phi <8 x float> [ %.336, %after.2 ], [ %.441, %loop.3 ]
  %.477 = phi <8 x float> [ %.337, %after.2 ], [ %.444, %loop.3 ]
  %.478 = phi <8 x float> [ %.338, %after.2 ], [ %.447, %loop.3 ]
  %.479 = phi <8 x float> [ %.339, %after.2 ], [ %.450, %loop.3 ]
  %.480 = phi <8 x float> [ %.340, %after.2 ], [ %.453, %loop.3 ]
  %.481 = phi <8 x float> [ %.341, %after.2 ], [ %.456, %loop.3 ]
  %.482 = phi <8 x float> [ %.342, %after.2 ], [ %.459, %loop.3 ]
  %.483 = phi <8 x float> [ %.343, %after.2 ], [ %.462, %loop.3 ]
  %24 = icmp slt i64 %.104, %.10
  br i1 %24, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.485 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.107, i1 true)
  %.488.idx = shl nuw nsw i64 %.485, 9
  %.488 = getelementptr i8, ptr %.11, i64 %.488.idx
  %.491 = getelementptr i8, ptr %.488, i64 32
  %.494 = getelementptr i8, ptr %.488, i64 64
  %.497 = getelementptr i8, ptr %.488, i64 96
  %.500 = getelementptr i8, ptr %.488, i64 128
  %.503 = getelementptr i8, ptr %.488, i64 160
  %.506 = getelementptr i8, ptr %.488, i64 192
  %.509 = getelementptr i8, ptr %.488, i64 224
  %.512 = getelementptr i8, ptr %.488, i64 256
  %.515 = getelementptr i8, ptr %.488, i64 288
  %.518 = getelementptr i8, ptr %.488, i64 320
  %.521 = getelementptr i8, ptr %.488, i64 352
  %.524 = getelementptr i8, ptr %.488, i64 384
  %.527 = getelementptr i8, ptr %.488, i64 416
  %.530 = getelementptr i8, ptr %.488, i64 448
  %.533 = getelementptr i8, ptr %.488, i64 480
  store <8 x float> %.468, ptr %.488, align 4
  store <8 x float> %.469, ptr %.491, align 4
  store <8 x float> %.470, ptr %.494, align 4
  store <8 x float> %.471, ptr %.497, align 4
  store <8 x float> %.472, ptr %.500, align 4
  store <8 x float> %.473, ptr %.503, align 4
  store <8 x float> %.474, ptr %.506, align 4
  store <8 x float> %.475, ptr %.509, align 4
  store <8 x float> %.476, ptr %.512, align 4
  store <8 x float> %.477, ptr %.515, align 4
  store <8 x float> %.478, ptr %.518, align 4
  store <8 x float> %.479, ptr %.521, align 4
  store <8 x float> %.480, ptr %.524, align 4
  store <8 x float> %.481, ptr %.527, align 4
  store <8 x float> %.482, ptr %.530, align 4
  store <8 x float> %.483, ptr %.533, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %5
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_2_8(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 9, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = add i64 %1, -32
  %scevgep90 = getelementptr i8, ptr %.8, i64 %2
  %3 = shl i64 %.9, 4
  %4 = add i64 %1, -32
  %5 = shl i64 %.9, 2
  %6 = add i64 %1, -32
  %7 = shl i64 %.9, 2
  %8 = add i64 %1, -32
  %9 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %10 = add nsw i64 %.1, -1
  %11 = shl i64 %.5, 2
  %12 = shl i64 %.4, 4
  %13 = shl i64 %.5, 3
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.7, 3
  %16 = shl i64 %.5, 2
  %17 = shl i64 %.7, 2
  %18 = shl i64 %.4, 2
  %19 = shl i64 %.4, 2
  %20 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %10, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.355.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %21 = mul i64 %18, %smin
  %smin80 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %22 = mul i64 %19, %smin80
  %smin82 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %23 = mul i64 %20, %smin82
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %24 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %24
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.64.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.67.us, %after.3.endif.us ]
  %smin87 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %25
  %.64.us = add i64 %.54.us, 32
  %.66.us = tail call i64 @llvm.smin.i64(i64 %.64.us, i64 %.10)
  %.67.us = add i64 %.55.us, 1
  %.68.us = or disjoint i64 %.54.us, 1
  %.69.us = mul i64 %.54.us, %.7
  %.70.us = getelementptr float, ptr %.6, i64 %.69.us
  %.71.us = mul i64 %.54.us, %.5
  %.74.us = load <8 x float>, ptr %.70.us, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.70.us, i64 %sunkaddr
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -32
  %.77.us = load <8 x float>, ptr %sunkaddr42, align 4
  %.78.us = getelementptr float, ptr %.19.us, i64 %.71.us
  %.79.us = load float, ptr %.78.us, align 4
  %.80.us = insertelement <8 x float> poison, float %.79.us, i64 0
  %.81.us = shufflevector <8 x float> %.80.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.82.us = fmul <8 x float> %.74.us, %.81.us
  %.87.us = fmul <8 x float> %.77.us, %.81.us
  %.88.us = getelementptr float, ptr %.30.us, i64 %.71.us
  %.89.us = load float, ptr %.88.us, align 4
  %.90.us = insertelement <8 x float> poison, float %.89.us, i64 0
  %.91.us = shufflevector <8 x float> %.90.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.92.us = fmul <8 x float> %.74.us, %.91.us
  %.97.us = fmul <8 x float> %.77.us, %.91.us
  %.98.us = getelementptr float, ptr %.32.us, i64 %.71.us
  %.99.us = load float, ptr %.98.us, align 4
  %.100.us = insertelement <8 x float> poison, float %.99.us, i64 0
  %.101.us = shufflevector <8 x float> %.100.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.102.us = fmul <8 x float> %.74.us, %.101.us
  %.107.us = fmul <8 x float> %.77.us, %.101.us
  %.108.us = getelementptr float, ptr %.34.us, i64 %.71.us
  %.109.us = load float, ptr %.108.us, align 4
  %.110.us = insertelement <8 x float> poison, float %.109.us, i64 0
  %.111.us = shufflevector <8 x float> %.110.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.112.us = fmul <8 x float> %.74.us, %.111.us
  %.117.us = fmul <8 x float> %.77.us, %.111.us
  %.118.us = icmp slt i64 %.68.us, %.66.us
  br i1 %.118.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %26 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %26, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.130.us.prol = mul i64 %.68.us, %.7
  %.131.us.prol = getelementptr float, ptr %.6, i64 %.130.us.prol
  %.132.us.prol = mul i64 %.68.us, %.5
  %.135.us.prol = load <8 x float>, ptr %.131.us.prol, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.131.us.prol, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -32
  %.138.us.prol = load <8 x float>, ptr %sunkaddr45, align 4
  %.139.us.prol = getelementptr float, ptr %.19.us, i64 %.132.us.prol
  %.140.us.prol = load float, ptr %.139.us.prol, align 4
  %.141.us.prol = insertelement <8 x float> poison, float %.140.us.prol, i64 0
  %.142.us.prol = shufflevector <8 x float> %.141.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.143.us.prol = fmul <8 x float> %.135.us.prol, %.142.us.prol
  %.148.us.prol = fmul <8 x float> %.138.us.prol, %.142.us.prol
  %.149.us.prol = getelementptr float, ptr %.30.us, i64 %.132.us.prol
  %.150.us.prol = load float, ptr %.149.us.prol, align 4
  %.151.us.prol = insertelement <8 x float> poison, float %.150.us.prol, i64 0
  %.152.us.prol = shufflevector <8 x float> %.151.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.153.us.prol = fmul <8 x float> %.135.us.prol, %.152.us.prol
  %.158.us.prol = fmul <8 x float> %.138.us.prol, %.152.us.prol
  %.159.us.prol = getelementptr float, ptr %.32.us, i64 %.132.us.prol
  %.160.us.prol = load float, ptr %.159.us.prol, align 4
  %.161.us.prol = insertelement <8 x float> poison, float %.160.us.prol, i64 0
  %.162.us.prol = shufflevector <8 x float> %.161.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.163.us.prol = fmul <8 x float> %.135.us.prol, %.162.us.prol
  %.168.us.prol = fmul <8 x float> %.138.us.prol, %.162.us.prol
  %.169.us.prol = getelementptr float, ptr %.34.us, i64 %.132.us.prol
  %.170.us.prol = load float, ptr %.169.us.prol, align 4
  %.171.us.prol = insertelement <8 x float> poison, float %.170.us.prol, i64 0
  %.172.us.prol = shufflevector <8 x float> %.171.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.173.us.prol = fmul <8 x float> %.135.us.prol, %.172.us.prol
  %.178.us.prol = fmul <8 x float> %.138.us.prol, %.172.us.prol
  %.179.us.prol = fadd <8 x float> %.82.us, %.143.us.prol
  %.180.us.prol = fadd <8 x float> %.87.us, %.148.us.prol
  %.181.us.prol = fadd <8 x float> %.92.us, %.153.us.prol
  %.182.us.prol = fadd <8 x float> %.97.us, %.158.us.prol
  %.183.us.prol = fadd <8 x float> %.102.us, %.163.us.prol
  %.184.us.prol = fadd <8 x float> %.107.us, %.168.us.prol
  %.185.us.prol = fadd <8 x float> %.112.us, %.173.us.prol
  %.186.us.prol = fadd <8 x float> %.117.us, %.178.us.prol
  %.187.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.179.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.180.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.181.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.182.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.183.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.184.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.185.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.186.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %.120.us.unr = phi i64 [ %.68.us, %loop.2.us.preheader ], [ %.187.us.prol, %loop.2.us.prol ]
  %.122.us.unr = phi <8 x float> [ %.82.us, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.123.us.unr = phi <8 x float> [ %.87.us, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.124.us.unr = phi <8 x float> [ %.92.us, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.125.us.unr = phi <8 x float> [ %.97.us, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.126.us.unr = phi <8 x float> [ %.102.us, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.127.us.unr = phi <8 x float> [ %.107.us, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.128.us.unr = phi <8 x float> [ %.112.us, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.129.us.unr = phi <8 x float> [ %.117.us, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %27 = icmp eq i64 %reass.sub, 2
  br i1 %27, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %28 = add i64 %.120.us.unr, 1
  %29 = mul i64 %11, %28
  %30 = mul i64 %14, %28
  %scevgep29 = getelementptr i8, ptr %.6, i64 %30
  %31 = mul i64 %16, %.120.us.unr
  %32 = mul i64 %17, %.120.us.unr
  %scevgep37 = getelementptr i8, ptr %.6, i64 %32
  %33 = add i64 %21, %31
  %34 = add i64 %22, %31
  %35 = add i64 %23, %31
  %36 = add i64 %21, %29
  %37 = add i64 %22, %29
  %38 = add i64 %23, %29
  %39 = sub i64 %.120.us.unr, %smin87
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv88 = phi i64 [ %39, %loop.2.us.preheader13 ], [ %lsr.iv.next89, %loop.2.us ]
  %lsr.iv38 = phi ptr [ %scevgep37, %loop.2.us.preheader13 ], [ %scevgep39, %loop.2.us ]
  %lsr.iv30 = phi ptr [ %scevgep29, %loop.2.us.preheader13 ], [ %scevgep31, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.122.us = phi <8 x float> [ %.179.us.1, %loop.2.us ], [ %.122.us.unr, %loop.2.us.preheader13 ]
  %.123.us = phi <8 x float> [ %.180.us.1, %loop.2.us ], [ %.123.us.unr, %loop.2.us.preheader13 ]
  %.124.us = phi <8 x float> [ %.181.us.1, %loop.2.us ], [ %.124.us.unr, %loop.2.us.preheader13 ]
  %.125.us = phi <8 x float> [ %.182.us.1, %loop.2.us ], [ %.125.us.unr, %loop.2.us.preheader13 ]
  %.126.us = phi <8 x float> [ %.183.us.1, %loop.2.us ], [ %.126.us.unr, %loop.2.us.preheader13 ]
  %.127.us = phi <8 x float> [ %.184.us.1, %loop.2.us ], [ %.127.us.unr, %loop.2.us.preheader13 ]
  %.128.us = phi <8 x float> [ %.185.us.1, %loop.2.us ], [ %.128.us.unr, %loop.2.us.preheader13 ]
  %.129.us = phi <8 x float> [ %.186.us.1, %loop.2.us ], [ %.129.us.unr, %loop.2.us.preheader13 ]
  %.135.us = load <8 x float>, ptr %lsr.iv38, align 4
  %sunkaddr110 = mul i64 %.2, 4
  %sunkaddr111 = getelementptr i8, ptr %lsr.iv38, i64 %sunkaddr110
  %sunkaddr112 = getelementptr i8, ptr %sunkaddr111, i64 -32
  %.138.us = load <8 x float>, ptr %sunkaddr112, align 4
  %scevgep36 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.140.us = load float, ptr %scevgep36, align 4
  %.141.us = insertelement <8 x float> poison, float %.140.us, i64 0
  %.142.us = shufflevector <8 x float> %.141.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.143.us = fmul <8 x float> %.135.us, %.142.us
  %.148.us = fmul <8 x float> %.138.us, %.142.us
  %scevgep79 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.150.us = load float, ptr %scevgep79, align 4
  %.151.us = insertelement <8 x float> poison, float %.150.us, i64 0
  %.152.us = shufflevector <8 x float> %.151.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.153.us = fmul <8 x float> %.135.us, %.152.us
  %.158.us = fmul <8 x float> %.138.us, %.152.us
  %scevgep81 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.160.us = load float, ptr %scevgep81, align 4
  %.161.us = insertelement <8 x float> poison, float %.160.us, i64 0
  %.162.us = shufflevector <8 x float> %.161.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.163.us = fmul <8 x float> %.135.us, %.162.us
  %.168.us = fmul <8 x float> %.138.us, %.162.us
  %scevgep83 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.170.us = load float, ptr %scevgep83, align 4
  %.171.us = insertelement <8 x float> poison, float %.170.us, i64 0
  %.172.us = shufflevector <8 x float> %.171.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.173.us = fmul <8 x float> %.135.us, %.172.us
  %.178.us = fmul <8 x float> %.138.us, %.172.us
  %.179.us = fadd <8 x float> %.122.us, %.143.us
  %.180.us = fadd <8 x float> %.123.us, %.148.us
  %.181.us = fadd <8 x float> %.124.us, %.153.us
  %.182.us = fadd <8 x float> %.125.us, %.158.us
  %.183.us = fadd <8 x float> %.126.us, %.163.us
  %.184.us = fadd <8 x float> %.127.us, %.168.us
  %.185.us = fadd <8 x float> %.128.us, %.173.us
  %.186.us = fadd <8 x float> %.129.us, %.178.us
  %.135.us.1 = load <8 x float>, ptr %lsr.iv30, align 4
  %sunkaddr113 = mul i64 %.2, 4
  %sunkaddr114 = getelementptr i8, ptr %lsr.iv30, i64 %sunkaddr113
  %sunkaddr115 = getelementptr i8, ptr %sunkaddr114, i64 -32
  %.138.us.1 = load <8 x float>, ptr %sunkaddr115, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %29
  %.140.us.1 = load float, ptr %scevgep28, align 4
  %.141.us.1 = insertelement <8 x float> poison, float %.140.us.1, i64 0
  %.142.us.1 = shufflevector <8 x float> %.141.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.143.us.1 = fmul <8 x float> %.135.us.1, %.142.us.1
  %.148.us.1 = fmul <8 x float> %.138.us.1, %.142.us.1
  %scevgep84 = getelementptr i8, ptr %lsr.iv21, i64 %36
  %.150.us.1 = load float, ptr %scevgep84, align 4
  %.151.us.1 = insertelement <8 x float> poison, float %.150.us.1, i64 0
  %.152.us.1 = shufflevector <8 x float> %.151.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.153.us.1 = fmul <8 x float> %.135.us.1, %.152.us.1
  %.158.us.1 = fmul <8 x float> %.138.us.1, %.152.us.1
  %scevgep85 = getelementptr i8, ptr %lsr.iv21, i64 %37
  %.160.us.1 = load float, ptr %scevgep85, align 4
  %.161.us.1 = insertelement <8 x float> poison, float %.160.us.1, i64 0
  %.162.us.1 = shufflevector <8 x float> %.161.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.163.us.1 = fmul <8 x float> %.135.us.1, %.162.us.1
  %.168.us.1 = fmul <8 x float> %.138.us.1, %.162.us.1
  %scevgep86 = getelementptr i8, ptr %lsr.iv21, i64 %38
  %.170.us.1 = load float, ptr %scevgep86, align 4
  %.171.us.1 = insertelement <8 x float> poison, float %.170.us.1, i64 0
  %.172.us.1 = shufflevector <8 x float> %.171.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.173.us.1 = fmul <8 x float> %.135.us.1, %.172.us.1
  %.178.us.1 = fmul <8 x float> %.138.us.1, %.172.us.1
  %.179.us.1 = fadd <8 x float> %.179.us, %.143.us.1
  %.180.us.1 = fadd <8 x float> %.180.us, %.148.us.1
  %.181.us.1 = fadd <8 x float> %.181.us, %.153.us.1
  %.182.us.1 = fadd <8 x float> %.182.us, %.158.us.1
  %.183.us.1 = fadd <8 x float> %.183.us, %.163.us.1
  %.184.us.1 = fadd <8 x float> %.184.us, %.168.us.1
  %.185.us.1 = fadd <8 x float> %.185.us, %.173.us.1
  %.186.us.1 = fadd <8 x float> %.186.us, %.178.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %13
  %scevgep31 = getelementptr i8, ptr %lsr.iv30, i64 %15
  %scevgep39 = getelementptr i8, ptr %lsr.iv38, i64 %15
  %lsr.iv.next89 = add i64 %lsr.iv88, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next89, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.192.us = phi <8 x float> [ %.82.us, %loop.1.us ], [ %.179.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.179.us.1, %loop.2.us ]
  %.193.us = phi <8 x float> [ %.87.us, %loop.1.us ], [ %.180.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.180.us.1, %loop.2.us ]
  %.194.us = phi <8 x float> [ %.92.us, %loop.1.us ], [ %.181.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.181.us.1, %loop.2.us ]
  %.195.us = phi <8 x float> [ %.97.us, %loop.1.us ], [ %.182.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.182.us.1, %loop.2.us ]
  %.196.us = phi <8 x float> [ %.102.us, %loop.1.us ], [ %.183.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.183.us.1, %loop.2.us ]
  %.197.us = phi <8 x float> [ %.107.us, %loop.1.us ], [ %.184.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.184.us.1, %loop.2.us ]
  %.198.us = phi <8 x float> [ %.112.us, %loop.1.us ], [ %.185.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.185.us.1, %loop.2.us ]
  %.199.us = phi <8 x float> [ %.117.us, %loop.1.us ], [ %.186.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.186.us.1, %loop.2.us ]
  %40 = icmp slt i64 %.64.us, %.10
  %.200.us = sub i64 -2, %.55.us
  %.201.us = select i1 %40, i64 %.200.us, i64 -1
  %.202.us = and i64 %.201.us, %.55.us
  %.203.not.us = icmp eq i64 %.202.us, 0
  br i1 %.203.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.205.us = phi i64 [ %.264.us, %loop.3.us ], [ %.202.us, %loop.3.us.preheader ]
  %.206.us = phi <8 x float> [ %.241.us, %loop.3.us ], [ %.192.us, %loop.3.us.preheader ]
  %.207.us = phi <8 x float> [ %.244.us, %loop.3.us ], [ %.193.us, %loop.3.us.preheader ]
  %.208.us = phi <8 x float> [ %.247.us, %loop.3.us ], [ %.194.us, %loop.3.us.preheader ]
  %.209.us = phi <8 x float> [ %.250.us, %loop.3.us ], [ %.195.us, %loop.3.us.preheader ]
  %.210.us = phi <8 x float> [ %.253.us, %loop.3.us ], [ %.196.us, %loop.3.us.preheader ]
  %.211.us = phi <8 x float> [ %.256.us, %loop.3.us ], [ %.197.us, %loop.3.us.preheader ]
  %.212.us = phi <8 x float> [ %.259.us, %loop.3.us ], [ %.198.us, %loop.3.us.preheader ]
  %.213.us = phi <8 x float> [ %.262.us, %loop.3.us ], [ %.199.us, %loop.3.us.preheader ]
  %.214.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.205.us, i1 true)
  %.217.us.idx = shl nuw nsw i64 %.214.us, 8
  %.217.us = getelementptr i8, ptr %.11, i64 %.217.us.idx
  %.220.us = getelementptr i8, ptr %.217.us, i64 32
  %.223.us = getelementptr i8, ptr %.217.us, i64 64
  %.226.us = getelementptr i8, ptr %.217.us, i64 96
  %.229.us = getelementptr i8, ptr %.217.us, i64 128
  %.232.us = getelementptr i8, ptr %.217.us, i64 160
  %.235.us = getelementptr i8, ptr %.217.us, i64 192
  %.238.us = getelementptr i8, ptr %.217.us, i64 224
  %.240.us = load <8 x float>, ptr %.217.us, align 4
  %.241.us = fadd <8 x float> %.206.us, %.240.us
  %.243.us = load <8 x float>, ptr %.220.us, align 4
  %.244.us = fadd <8 x float> %.207.us, %.243.us
  %.246.us = load <8 x float>, ptr %.223.us, align 4
  %.247.us = fadd <8 x float> %.208.us, %.246.us
  %.249.us = load <8 x float>, ptr %.226.us, align 4
  %.250.us = fadd <8 x float> %.209.us, %.249.us
  %.252.us = load <8 x float>, ptr %.229.us, align 4
  %.253.us = fadd <8 x float> %.210.us, %.252.us
  %.255.us = load <8 x float>, ptr %.232.us, align 4
  %.256.us = fadd <8 x float> %.211.us, %.255.us
  %.258.us = load <8 x float>, ptr %.235.us, align 4
  %.259.us = fadd <8 x float> %.212.us, %.258.us
  %.261.us = load <8 x float>, ptr %.238.us, align 4
  %.262.us = fadd <8 x float> %.213.us, %.261.us
  %.263.us = add i64 %.205.us, -1
  %.264.us = and i64 %.263.us, %.205.us
  %.265.not.us = icmp eq i64 %.264.us, 0
  br i1 %.265.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.268.us = phi <8 x float> [ %.192.us, %after.2.us ], [ %.241.us, %loop.3.us ]
  %.269.us = phi <8 x float> [ %.193.us, %after.2.us ], [ %.244.us, %loop.3.us ]
  %.270.us = phi <8 x float> [ %.194.us, %after.2.us ], [ %.247.us, %loop.3.us ]
  %.271.us = phi <8 x float> [ %.195.us, %after.2.us ], [ %.250.us, %loop.3.us ]
  %.272.us = phi <8 x float> [ %.196.us, %after.2.us ], [ %.253.us, %loop.3.us ]
  %.273.us = phi <8 x float> [ %.197.us, %after.2.us ], [ %.256.us, %loop.3.us ]
  %.274.us = phi <8 x float> [ %.198.us, %after.2.us ], [ %.259.us, %loop.3.us ]
  %.275.us = phi <8 x float> [ %.199.us, %after.2.us ], [ %.262.us, %loop.3.us ]
  %41 = icmp slt i64 %.64.us, %.10
  br i1 %41, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.277.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.67.us, i1 true)
  %.280.us.idx = shl nuw nsw i64 %.277.us, 8
  %.280.us = getelementptr i8, ptr %.11, i64 %.280.us.idx
  %.283.us = getelementptr i8, ptr %.280.us, i64 32
  %.286.us = getelementptr i8, ptr %.280.us, i64 64
  %.289.us = getelementptr i8, ptr %.280.us, i64 96
  %.292.us = getelementptr i8, ptr %.280.us, i64 128
  %.295.us = getelementptr i8, ptr %.280.us, i64 160
  %.298.us = getelementptr i8, ptr %.280.us, i64 192
  %.301.us = getelementptr i8, ptr %.280.us, i64 224
  store <8 x float> %.268.us, ptr %.280.us, align 4
  store <8 x float> %.269.us, ptr %.283.us, align 4
  store <8 x float> %.270.us, ptr %.286.us, align 4
  store <8 x float> %.271.us, ptr %.289.us, align 4
  store <8 x float> %.272.us, ptr %.292.us, align 4
  store <8 x float> %.273.us, ptr %.295.us, align 4
  store <8 x float> %.274.us, ptr %.298.us, align 4
  store <8 x float> %.275.us, ptr %.301.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  store <8 x float> %.268.us, ptr %.36.us, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.36.us, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -32
  store <8 x float> %.269.us, ptr %sunkaddr54, align 4
  store <8 x float> %.270.us, ptr %.47.us, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.47.us, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -32
  store <8 x float> %.271.us, ptr %sunkaddr57, align 4
  store <8 x float> %.272.us, ptr %.49.us, align 4
  %sunkaddr58 = mul i64 %.2, 4
  %sunkaddr59 = getelementptr i8, ptr %.49.us, i64 %sunkaddr58
  %sunkaddr60 = getelementptr i8, ptr %sunkaddr59, i64 -32
  store <8 x float> %.273.us, ptr %sunkaddr60, align 4
  store <8 x float> %.274.us, ptr %.51.us, align 4
  %sunkaddr61 = mul i64 %.2, 4
  %sunkaddr62 = getelementptr i8, ptr %.51.us, i64 %sunkaddr61
  %sunkaddr63 = getelementptr i8, ptr %sunkaddr62, i64 -32
  store <8 x float> %.275.us, ptr %sunkaddr63, align 4
  %.355.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %12
  %.356.us = icmp slt i64 %.355.us, %.1
  br i1 %.356.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv91 = phi i64 [ 0, %loop.preheader14 ], [ %lsr.iv.next92, %loop ]
  %lsr.iv = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next, %loop ]
  %.16 = phi i64 [ %.355, %loop ], [ 0, %loop.preheader14 ]
  %smin96 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 3)
  %42 = mul i64 %5, %smin96
  %43 = add i64 %4, %42
  %scevgep98 = getelementptr i8, ptr %.8, i64 %42
  %smin101 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 2)
  %44 = mul i64 %7, %smin101
  %45 = add i64 %6, %44
  %scevgep103 = getelementptr i8, ptr %.8, i64 %44
  %smin106 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 1)
  %46 = mul i64 %9, %smin106
  %47 = add i64 %8, %46
  %scevgep108 = getelementptr i8, ptr %.8, i64 %46
  %scevgep94 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep109 = getelementptr i8, ptr %scevgep108, i64 %lsr.iv91
  %scevgep104 = getelementptr i8, ptr %scevgep103, i64 %lsr.iv91
  %scevgep99 = getelementptr i8, ptr %scevgep98, i64 %lsr.iv91
  store <8 x float> zeroinitializer, ptr %scevgep94, align 4
  %scevgep93 = getelementptr i8, ptr %scevgep90, i64 %lsr.iv91
  store <8 x float> zeroinitializer, ptr %scevgep93, align 4
  store <8 x float> zeroinitializer, ptr %scevgep109, align 4
  %scevgep105 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep107 = getelementptr i8, ptr %scevgep105, i64 %47
  store <8 x float> zeroinitializer, ptr %scevgep107, align 4
  store <8 x float> zeroinitializer, ptr %scevgep104, align 4
  %scevgep100 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep102 = getelementptr i8, ptr %scevgep100, i64 %45
  store <8 x float> zeroinitializer, ptr %scevgep102, align 4
  store <8 x float> zeroinitializer, ptr %scevgep99, align 4
  %scevgep95 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep97 = getelementptr i8, ptr %scevgep95, i64 %43
  store <8 x float> zeroinitializer, ptr %scevgep97, align 4
  %.355 = add i64 %.16, 4
  %lsr.iv.next = add i64 %lsr.iv, -4
  %lsr.iv.next92 = add i64 %lsr.iv91, %3
  %.356 = icmp slt i64 %.355, %.1
  br i1 %.356, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_1_8(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 8, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -8
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %5 = shl i64 %.2, 2
  %6 = add i64 %4, %5
  %7 = add i64 %6, -32
  %scevgep26 = getelementptr i8, ptr %.6, i64 %7
  %8 = shl i64 %.7, 7
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  %13 = shl i64 %.4, 2
  %14 = shl i64 %.4, 2
  %15 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.381, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %16 = mul i64 %9, %smin
  %smin55 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %17 = mul i64 %10, %smin55
  %smin57 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %18 = mul i64 %11, %smin57
  %smin59 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %19 = mul i64 %12, %smin59
  %smin61 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %20 = mul i64 %13, %smin61
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %21 = mul i64 %14, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %22 = mul i64 %15, %smin65
  %23 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %24 = xor i64 %.16, -1
  %.20 = add i64 %.1, %24
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %23, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.96, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.99, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin67 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = mul i64 %smin67, -1
  %.96 = add i64 %.86, 32
  %.98 = tail call i64 @llvm.smin.i64(i64 %.96, i64 %.10)
  %.99 = add i64 %.87, 1
  %.100 = or disjoint i64 %.86, 1
  %.101 = mul i64 %.86, %.7
  %.103 = mul i64 %.86, %.5
  %gep2 = getelementptr float, ptr %invariant.gep1, i64 %.101
  %.106 = load <8 x float>, ptr %gep2, align 4
  %.107 = getelementptr float, ptr %.19, i64 %.103
  %.108 = load float, ptr %.107, align 4
  %.109 = insertelement <8 x float> poison, float %.108, i64 0
  %.110 = shufflevector <8 x float> %.109, <8 x float> poison, <8 x i32> zeroinitializer
  %.111 = fmul <8 x float> %.106, %.110
  %.112 = getelementptr float, ptr %.38, i64 %.103
  %.113 = load float, ptr %.112, align 4
  %.114 = insertelement <8 x float> poison, float %.113, i64 0
  %.115 = shufflevector <8 x float> %.114, <8 x float> poison, <8 x i32> zeroinitializer
  %.116 = fmul <8 x float> %.106, %.115
  %.117 = getelementptr float, ptr %.40, i64 %.103
  %.118 = load float, ptr %.117, align 4
  %.119 = insertelement <8 x float> poison, float %.118, i64 0
  %.120 = shufflevector <8 x float> %.119, <8 x float> poison, <8 x i32> zeroinitializer
  %.121 = fmul <8 x float> %.106, %.120
  %.122 = getelementptr float, ptr %.42, i64 %.103
  %.123 = load float, ptr %.122, align 4
  %.124 = insertelement <8 x float> poison, float %.123, i64 0
  %.125 = shufflevector <8 x float> %.124, <8 x float> poison, <8 x i32> zeroinitializer
  %.126 = fmul <8 x float> %.106, %.125
  %.127 = getelementptr float, ptr %.44, i64 %.103
  %.128 = load float, ptr %.127, align 4
  %.129 = insertelement <8 x float> poison, float %.128, i64 0
  %.130 = shufflevector <8 x float> %.129, <8 x float> poison, <8 x i32> zeroinitializer
  %.131 = fmul <8 x float> %.106, %.130
  %.132 = getelementptr float, ptr %.46, i64 %.103
  %.133 = load float, ptr %.132, align 4
  %.134 = insertelement <8 x float> poison, float %.133, i64 0
  %.135 = shufflevector <8 x float> %.134, <8 x float> poison, <8 x i32> zeroinitializer
  %.136 = fmul <8 x float> %.106, %.135
  %.137 = getelementptr float, ptr %.48, i64 %.103
  %.138 = load float, ptr %.137, align 4
  %.139 = insertelement <8 x float> poison, float %.138, i64 0
  %.140 = shufflevector <8 x float> %.139, <8 x float> poison, <8 x i32> zeroinitializer
  %.141 = fmul <8 x float> %.106, %.140
  %.142 = getelementptr float, ptr %.50, i64 %.103
  %.143 = load float, ptr %.142, align 4
  %.144 = insertelement <8 x float> poison, float %.143, i64 0
  %.145 = shufflevector <8 x float> %.144, <8 x float> poison, <8 x i32> zeroinitializer
  %.146 = fmul <8 x float> %.106, %.145
  %.147 = icmp slt i64 %.100, %.98
  br i1 %.147, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.349 = phi <8 x float> [ zeroinitializer, %loop ], [ %.294, %after.3 ]
  %.350 = phi <8 x float> [ zeroinitializer, %loop ], [ %.295, %after.3 ]
  %.351 = phi <8 x float> [ zeroinitializer, %loop ], [ %.296, %after.3 ]
  %.352 = phi <8 x float> [ zeroinitializer, %loop ], [ %.297, %after.3 ]
  %.353 = phi <8 x float> [ zeroinitializer, %loop ], [ %.298, %after.3 ]
  %.354 = phi <8 x float> [ zeroinitializer, %loop ], [ %.299, %after.3 ]
  %.355 = phi <8 x float> [ zeroinitializer, %loop ], [ %.300, %after.3 ]
  %.356 = phi <8 x float> [ zeroinitializer, %loop ], [ %.301, %after.3 ]
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr31 = getelementptr i8, ptr %.52, i64 %sunkaddr
  %sunkaddr32 = getelementptr i8, ptr %sunkaddr31, i64 -32
  store <8 x float> %.349, ptr %sunkaddr32, align 4
  %sunkaddr33 = mul i64 %.2, 4
  %sunkaddr34 = getelementptr i8, ptr %.71, i64 %sunkaddr33
  %sunkaddr35 = getelementptr i8, ptr %sunkaddr34, i64 -32
  store <8 x float> %.350, ptr %sunkaddr35, align 4
  %sunkaddr36 = mul i64 %.2, 4
  %sunkaddr37 = getelementptr i8, ptr %.73, i64 %sunkaddr36
  %sunkaddr38 = getelementptr i8, ptr %sunkaddr37, i64 -32
  store <8 x float> %.351, ptr %sunkaddr38, align 4
  %sunkaddr39 = mul i64 %.2, 4
  %sunkaddr40 = getelementptr i8, ptr %.75, i64 %sunkaddr39
  %sunkaddr41 = getelementptr i8, ptr %sunkaddr40, i64 -32
  store <8 x float> %.352, ptr %sunkaddr41, align 4
  %sunkaddr42 = mul i64 %.2, 4
  %sunkaddr43 = getelementptr i8, ptr %.77, i64 %sunkaddr42
  %sunkaddr44 = getelementptr i8, ptr %sunkaddr43, i64 -32
  store <8 x float> %.353, ptr %sunkaddr44, align 4
  %sunkaddr45 = mul i64 %.2, 4
  %sunkaddr46 = getelementptr i8, ptr %.79, i64 %sunkaddr45
  %sunkaddr47 = getelementptr i8, ptr %sunkaddr46, i64 -32
  store <8 x float> %.354, ptr %sunkaddr47, align 4
  %sunkaddr48 = mul i64 %.2, 4
  %sunkaddr49 = getelementptr i8, ptr %.81, i64 %sunkaddr48
  %sunkaddr50 = getelementptr i8, ptr %sunkaddr49, i64 -32
  store <8 x float> %.355, ptr %sunkaddr50, align 4
  %sunkaddr51 = mul i64 %.2, 4
  %sunkaddr52 = getelementptr i8, ptr %.83, i64 %sunkaddr51
  %sunkaddr53 = getelementptr i8, ptr %sunkaddr52, i64 -32
  store <8 x float> %.356, ptr %sunkaddr53, align 4
  %.381 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.382 = icmp slt i64 %.381, %.1
  br i1 %.382, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv68 = phi i64 [ %25, %loop.2.preheader ], [ %lsr.iv.next69, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.151 = phi <8 x float> [ %.205, %loop.2 ], [ %.111, %loop.2.preheader ]
  %.152 = phi <8 x float> [ %.206, %loop.2 ], [ %.116, %loop.2.preheader ]
  %.153 = phi <8 x float> [ %.207, %loop.2 ], [ %.121, %loop.2.preheader ]
  %.154 = phi <8 x float> [ %.208, %loop.2 ], [ %.126, %loop.2.preheader ]
  %.155 = phi <8 x float> [ %.209, %loop.2 ], [ %.131, %loop.2.preheader ]
  %.156 = phi <8 x float> [ %.210, %loop.2 ], [ %.136, %loop.2.preheader ]
  %.157 = phi <8 x float> [ %.211, %loop.2 ], [ %.141, %loop.2.preheader ]
  %.158 = phi <8 x float> [ %.212, %loop.2 ], [ %.146, %loop.2.preheader ]
  %.164 = load <8 x float>, ptr %lsr.iv29, align 4
  %.166 = load float, ptr %lsr.iv11, align 4
  %.167 = insertelement <8 x float> poison, float %.166, i64 0
  %.168 = shufflevector <8 x float> %.167, <8 x float> poison, <8 x i32> zeroinitializer
  %.169 = fmul <8 x float> %.164, %.168
  %scevgep54 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.171 = load float, ptr %scevgep54, align 4
  %.172 = insertelement <8 x float> poison, float %.171, i64 0
  %.173 = shufflevector <8 x float> %.172, <8 x float> poison, <8 x i32> zeroinitializer
  %.174 = fmul <8 x float> %.164, %.173
  %scevgep56 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.176 = load float, ptr %scevgep56, align 4
  %.177 = insertelement <8 x float> poison, float %.176, i64 0
  %.178 = shufflevector <8 x float> %.177, <8 x float> poison, <8 x i32> zeroinitializer
  %.179 = fmul <8 x float> %.164, %.178
  %scevgep58 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.181 = load float, ptr %scevgep58, align 4
  %.182 = insertelement <8 x float> poison, float %.181, i64 0
  %.183 = shufflevector <8 x float> %.182, <8 x float> poison, <8 x i32> zeroinitializer
  %.184 = fmul <8 x float> %.164, %.183
  %scevgep60 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.186 = load float, ptr %scevgep60, align 4
  %.187 = insertelement <8 x float> poison, float %.186, i64 0
  %.188 = shufflevector <8 x float> %.187, <8 x float> poison, <8 x i32> zeroinitializer
  %.189 = fmul <8 x float> %.164, %.188
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %20
  %.191 = load float, ptr %scevgep62, align 4
  %.192 = insertelement <8 x float> poison, float %.191, i64 0
  %.193 = shufflevector <8 x float> %.192, <8 x float> poison, <8 x i32> zeroinitializer
  %.194 = fmul <8 x float> %.164, %.193
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %21
  %.196 = load float, ptr %scevgep64, align 4
  %.197 = insertelement <8 x float> poison, float %.196, i64 0
  %.198 = shufflevector <8 x float> %.197, <8 x float> poison, <8 x i32> zeroinitializer
  %.199 = fmul <8 x float> %.164, %.198
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %22
  %.201 = load float, ptr %scevgep66, align 4
  %.202 = insertelement <8 x float> poison, float %.201, i64 0
  %.203 = shufflevector <8 x float> %.202, <8 x float> poison, <8 x i32> zeroinitializer
  %.204 = fmul <8 x float> %.164, %.203
  %.205 = fadd <8 x float> %.151, %.169
  %.206 = fadd <8 x float> %.152, %.174
  %.207 = fadd <8 x float> %.153, %.179
  %.208 = fadd <8 x float> %.154, %.184
  %.209 = fadd <8 x float> %.155, %.189
  %.210 = fadd <8 x float> %.156, %.194
  %.211 = fadd <8 x float> %.157, %.199
  %.212 = fadd <8 x float> %.158, %.204
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next69 = add i64 %lsr.iv68, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next69
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.218 = phi <8 x float> [ %.111, %loop.1 ], [ %.205, %loop.2 ]
  %.219 = phi <8 x float> [ %.116, %loop.1 ], [ %.206, %loop.2 ]
  %.220 = phi <8 x float> [ %.121, %loop.1 ], [ %.207, %loop.2 ]
  %.221 = phi <8 x float> [ %.126, %loop.1 ], [ %.208, %loop.2 ]
  %.222 = phi <8 x float> [ %.131, %loop.1 ], [ %.209, %loop.2 ]
  %.223 = phi <8 x float> [ %.136, %loop.1 ], [ %.210, %loop.2 ]
  %.224 = phi <8 x float> [ %.141, %loop.1 ], [ %.211, %loop.2 ]
  %.225 = phi <8 x float> [ %.146, %loop.1 ], [ %.212, %loop.2 ]
  %26 = icmp slt i64 %.96, %.10
  %.226 = sub i64 -2, %.87
  %.227 = select i1 %26, i64 %.226, i64 -1
  %.228 = and i64 %.227, %.87
  %.229.not = icmp eq i64 %.228, 0
  br i1 %.229.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.231 = phi i64 [ %.290, %loop.3 ], [ %.228, %loop.3.preheader ]
  %.232 = phi <8 x float> [ %.267, %loop.3 ], [ %.218, %loop.3.preheader ]
  %.233 = phi <8 x float> [ %.270, %loop.3 ], [ %.219, %loop.3.preheader ]
  %.234 = phi <8 x float> [ %.273, %loop.3 ], [ %.220, %loop.3.preheader ]
  %.235 = phi <8 x float> [ %.276, %loop.3 ], [ %.221, %loop.3.preheader ]
  %.236 = phi <8 x float> [ %.279, %loop.3 ], [ %.222, %loop.3.preheader ]
  %.237 = phi <8 x float> [ %.282, %loop.3 ], [ %.223, %loop.3.preheader ]
  %.238 = phi <8 x float> [ %.285, %loop.3 ], [ %.224, %loop.3.preheader ]
  %.239 = phi <8 x float> [ %.288, %loop.3 ], [ %.225, %loop.3.preheader ]
  %.240 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.231, i1 true)
  %.243.idx = shl nuw nsw i64 %.240, 8
  %.243 = getelementptr i8, ptr %.11, i64 %.243.idx
  %.246 = getelementptr i8, ptr %.243, i64 32
  %.249 = getelementptr i8, ptr %.243, i64 64
  %.252 = getelementptr i8, ptr %.243, i64 96
  %.255 = getelementptr i8, ptr %.243, i64 128
  %.258 = getelementptr i8, ptr %.243, i64 160
  %.261 = getelementptr i8, ptr %.243, i64 192
  %.264 = getelementptr i8, ptr %.243, i64 224
  %.266 = load <8 x float>, ptr %.243, align 4
  %.267 = fadd <8 x float> %.232, %.266
  %.269 = load <8 x float>, ptr %.246, align 4
  %.270 = fadd <8 x float> %.233, %.269
  %.272 = load <8 x float>, ptr %.249, align 4
  %.273 = fadd <8 x float> %.234, %.272
  %.275 = load <8 x float>, ptr %.252, align 4
  %.276 = fadd <8 x float> %.235, %.275
  %.278 = load <8 x float>, ptr %.255, align 4
  %.279 = fadd <8 x float> %.236, %.278
  %.281 = load <8 x float>, ptr %.258, align 4
  %.282 = fadd <8 x float> %.237, %.281
  %.284 = load <8 x float>, ptr %.261, align 4
  %.285 = fadd <8 x float> %.238, %.284
  %.287 = load <8 x float>, ptr %.264, align 4
  %.288 = fadd <8 x float> %.239, %.287
  %.289 = add i64 %.231, -1
  %.290 = and i64 %.289, %.231
  %.291.not = icmp eq i64 %.290, 0
  br i1 %.291.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.294 = phi <8 x float> [ %.218, %after.2 ], [ %.267, %loop.3 ]
  %.295 = phi <8 x float> [ %.219, %after.2 ], [ %.270, %loop.3 ]
  %.296 = phi <8 x float> [ %.220, %after.2 ], [ %.273, %loop.3 ]
  %.297 = phi <8 x float> [ %.221, %after.2 ], [ %.276, %loop.3 ]
  %.298 = phi <8 x float> [ %.222, %after.2 ], [ %.279, %loop.3 ]
  %.299 = phi <8 x float> [ %.223, %after.2 ], [ %.282, %loop.3 ]
  %.300 = phi <8 x float> [ %.224, %after.2 ], [ %.285, %loop.3 ]
  %.301 = phi <8 x float> [ %.225, %after.2 ], [ %.288, %loop.3 ]
  %27 = icmp slt i64 %.96, %.10
  br i1 %27, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.303 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.99, i1 true)
  %.306.idx = shl nuw nsw i64 %.303, 8
  %.306 = getelementptr i8, ptr %.11, i64 %.306.idx
  %.309 = getelementptr i8, ptr %.306, i64 32
  %.312 = getelementptr i8, ptr %.306, i64 64
  %.315 = getelementptr i8, ptr %.306, i64 96
  %.318 = getelementptr i8, ptr %.306, i64 128
  %.321 = getelementptr i8, ptr %.306, i64 160
  %.324 = getelementptr i8, ptr %.306, i64 192
  %.327 = getelementptr i8, ptr %.306, i64 224
  store <8 x float> %.294, ptr %.306, align 4
  store <8 x float> %.295, ptr %.309, align 4
  store <8 x float> %.296, ptr %.312, align 4
  store <8 x float> %.297, ptr %.315, align 4
  store <8 x float> %.298, ptr %.318, align 4
  store <8 x float> %.299, ptr %.321, align 4
  store <8 x float> %.300, ptr %.324, align 4
  store <8 x float> %.301, ptr %.327, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %8
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_1_8(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 8, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -8
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = shl i64 %.9, 4
  %3 = add i64 %1, -32
  %scevgep43 = getelementptr i8, ptr %.8, i64 %3
  %4 = shl i64 %.9, 2
  %5 = shl i64 %.9, 2
  %6 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %7 = add nsw i64 %.1, -1
  %8 = shl i64 %.5, 2
  %9 = shl i64 %.4, 4
  %10 = shl i64 %.5, 3
  %11 = shl i64 %.7, 2
  %12 = shl i64 %.7, 3
  %13 = shl i64 %.5, 2
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.4, 2
  %16 = shl i64 %.4, 2
  %17 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %7, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.225.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %18 = mul i64 %15, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %19 = mul i64 %16, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %20 = mul i64 %17, %smin67
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %21 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %21
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.60.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.63.us, %after.3.endif.us ]
  %smin72 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %22
  %.60.us = add i64 %.54.us, 32
  %.62.us = tail call i64 @llvm.smin.i64(i64 %.60.us, i64 %.10)
  %.63.us = add i64 %.55.us, 1
  %.64.us = or disjoint i64 %.54.us, 1
  %.65.us = mul i64 %.54.us, %.7
  %.67.us = mul i64 %.54.us, %.5
  %gep2.us = getelementptr float, ptr %invariant.gep1, i64 %.65.us
  %.70.us = load <8 x float>, ptr %gep2.us, align 4
  %.71.us = getelementptr float, ptr %.19.us, i64 %.67.us
  %.72.us = load float, ptr %.71.us, align 4
  %.73.us = insertelement <8 x float> poison, float %.72.us, i64 0
  %.74.us = shufflevector <8 x float> %.73.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.75.us = fmul <8 x float> %.70.us, %.74.us
  %.76.us = getelementptr float, ptr %.30.us, i64 %.67.us
  %.77.us = load float, ptr %.76.us, align 4
  %.78.us = insertelement <8 x float> poison, float %.77.us, i64 0
  %.79.us = shufflevector <8 x float> %.78.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.80.us = fmul <8 x float> %.70.us, %.79.us
  %.81.us = getelementptr float, ptr %.32.us, i64 %.67.us
  %.82.us = load float, ptr %.81.us, align 4
  %.83.us = insertelement <8 x float> poison, float %.82.us, i64 0
  %.84.us = shufflevector <8 x float> %.83.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.85.us = fmul <8 x float> %.70.us, %.84.us
  %.86.us = getelementptr float, ptr %.34.us, i64 %.67.us
  %.87.us = load float, ptr %.86.us, align 4
  %.88.us = insertelement <8 x float> poison, float %.87.us, i64 0
  %.89.us = shufflevector <8 x float> %.88.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.90.us = fmul <8 x float> %.70.us, %.89.us
  %.91.us = icmp slt i64 %.64.us, %.62.us
  br i1 %.91.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %23 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %23, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.99.us.prol = mul i64 %.64.us, %.7
  %.101.us.prol = mul i64 %.64.us, %.5
  %gep.us.prol = getelementptr float, ptr %invariant.gep1, i64 %.99.us.prol
  %.104.us.prol = load <8 x float>, ptr %gep.us.prol, align 4
  %.105.us.prol = getelementptr float, ptr %.19.us, i64 %.101.us.prol
  %.106.us.prol = load float, ptr %.105.us.prol, align 4
  %.107.us.prol = insertelement <8 x float> poison, float %.106.us.prol, i64 0
  %.108.us.prol = shufflevector <8 x float> %.107.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.109.us.prol = fmul <8 x float> %.104.us.prol, %.108.us.prol
  %.110.us.prol = getelementptr float, ptr %.30.us, i64 %.101.us.prol
  %.111.us.prol = load float, ptr %.110.us.prol, align 4
  %.112.us.prol = insertelement <8 x float> poison, float %.111.us.prol, i64 0
  %.113.us.prol = shufflevector <8 x float> %.112.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.114.us.prol = fmul <8 x float> %.104.us.prol, %.113.us.prol
  %.115.us.prol = getelementptr float, ptr %.32.us, i64 %.101.us.prol
  %.116.us.prol = load float, ptr %.115.us.prol, align 4
  %.117.us.prol = insertelement <8 x float> poison, float %.116.us.prol, i64 0
  %.118.us.prol = shufflevector <8 x float> %.117.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.119.us.prol = fmul <8 x float> %.104.us.prol, %.118.us.prol
  %.120.us.prol = getelementptr float, ptr %.34.us, i64 %.101.us.prol
  %.121.us.prol = load float, ptr %.120.us.prol, align 4
  %.122.us.prol = insertelement <8 x float> poison, float %.121.us.prol, i64 0
  %.123.us.prol = shufflevector <8 x float> %.122.us.prol, <8 x float> poison, <8 x i32> zeroinitializer
  %.124.us.prol = fmul <8 x float> %.104.us.prol, %.123.us.prol
  %.125.us.prol = fadd <8 x float> %.75.us, %.109.us.prol
  %.126.us.prol = fadd <8 x float> %.80.us, %.114.us.prol
  %.127.us.prol = fadd <8 x float> %.85.us, %.119.us.prol
  %.128.us.prol = fadd <8 x float> %.90.us, %.124.us.prol
  %.129.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.125.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.126.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.127.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.128.us.lcssa.unr = phi <8 x float> [ poison, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %.93.us.unr = phi i64 [ %.64.us, %loop.2.us.preheader ], [ %.129.us.prol, %loop.2.us.prol ]
  %.95.us.unr = phi <8 x float> [ %.75.us, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.96.us.unr = phi <8 x float> [ %.80.us, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.97.us.unr = phi <8 x float> [ %.85.us, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.98.us.unr = phi <8 x float> [ %.90.us, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %24 = icmp eq i64 %reass.sub, 2
  br i1 %24, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %25 = add i64 %.93.us.unr, 1
  %26 = mul i64 %8, %25
  %27 = mul i64 %11, %25
  %28 = mul i64 %13, %.93.us.unr
  %29 = mul i64 %14, %.93.us.unr
  %30 = add i64 %18, %28
  %31 = add i64 %19, %28
  %32 = add i64 %20, %28
  %33 = add i64 %18, %26
  %34 = add i64 %19, %26
  %35 = add i64 %20, %26
  %36 = sub i64 %.93.us.unr, %smin72
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv73 = phi i64 [ %36, %loop.2.us.preheader13 ], [ %lsr.iv.next74, %loop.2.us ]
  %lsr.iv29 = phi ptr [ %invariant.gep1, %loop.2.us.preheader13 ], [ %scevgep30, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.95.us = phi <8 x float> [ %.125.us.1, %loop.2.us ], [ %.95.us.unr, %loop.2.us.preheader13 ]
  %.96.us = phi <8 x float> [ %.126.us.1, %loop.2.us ], [ %.96.us.unr, %loop.2.us.preheader13 ]
  %.97.us = phi <8 x float> [ %.127.us.1, %loop.2.us ], [ %.97.us.unr, %loop.2.us.preheader13 ]
  %.98.us = phi <8 x float> [ %.128.us.1, %loop.2.us ], [ %.98.us.unr, %loop.2.us.preheader13 ]
  %scevgep36 = getelementptr i8, ptr %lsr.iv29, i64 %29
  %.104.us = load <8 x float>, ptr %scevgep36, align 4
  %scevgep35 = getelementptr i8, ptr %lsr.iv21, i64 %28
  %.106.us = load float, ptr %scevgep35, align 4
  %.107.us = insertelement <8 x float> poison, float %.106.us, i64 0
  %.108.us = shufflevector <8 x float> %.107.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.109.us = fmul <8 x float> %.104.us, %.108.us
  %scevgep64 = getelementptr i8, ptr %lsr.iv21, i64 %30
  %.111.us = load float, ptr %scevgep64, align 4
  %.112.us = insertelement <8 x float> poison, float %.111.us, i64 0
  %.113.us = shufflevector <8 x float> %.112.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.114.us = fmul <8 x float> %.104.us, %.113.us
  %scevgep66 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.116.us = load float, ptr %scevgep66, align 4
  %.117.us = insertelement <8 x float> poison, float %.116.us, i64 0
  %.118.us = shufflevector <8 x float> %.117.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.119.us = fmul <8 x float> %.104.us, %.118.us
  %scevgep68 = getelementptr i8, ptr %lsr.iv21, i64 %32
  %.121.us = load float, ptr %scevgep68, align 4
  %.122.us = insertelement <8 x float> poison, float %.121.us, i64 0
  %.123.us = shufflevector <8 x float> %.122.us, <8 x float> poison, <8 x i32> zeroinitializer
  %.124.us = fmul <8 x float> %.104.us, %.123.us
  %.125.us = fadd <8 x float> %.95.us, %.109.us
  %.126.us = fadd <8 x float> %.96.us, %.114.us
  %.127.us = fadd <8 x float> %.97.us, %.119.us
  %.128.us = fadd <8 x float> %.98.us, %.124.us
  %scevgep31 = getelementptr i8, ptr %lsr.iv29, i64 %27
  %.104.us.1 = load <8 x float>, ptr %scevgep31, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %26
  %.106.us.1 = load float, ptr %scevgep28, align 4
  %.107.us.1 = insertelement <8 x float> poison, float %.106.us.1, i64 0
  %.108.us.1 = shufflevector <8 x float> %.107.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.109.us.1 = fmul <8 x float> %.104.us.1, %.108.us.1
  %scevgep69 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.111.us.1 = load float, ptr %scevgep69, align 4
  %.112.us.1 = insertelement <8 x float> poison, float %.111.us.1, i64 0
  %.113.us.1 = shufflevector <8 x float> %.112.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.114.us.1 = fmul <8 x float> %.104.us.1, %.113.us.1
  %scevgep70 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.116.us.1 = load float, ptr %scevgep70, align 4
  %.117.us.1 = insertelement <8 x float> poison, float %.116.us.1, i64 0
  %.118.us.1 = shufflevector <8 x float> %.117.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.119.us.1 = fmul <8 x float> %.104.us.1, %.118.us.1
  %scevgep71 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.121.us.1 = load float, ptr %scevgep71, align 4
  %.122.us.1 = insertelement <8 x float> poison, float %.121.us.1, i64 0
  %.123.us.1 = shufflevector <8 x float> %.122.us.1, <8 x float> poison, <8 x i32> zeroinitializer
  %.124.us.1 = fmul <8 x float> %.104.us.1, %.123.us.1
  %.125.us.1 = fadd <8 x float> %.125.us, %.109.us.1
  %.126.us.1 = fadd <8 x float> %.126.us, %.114.us.1
  %.127.us.1 = fadd <8 x float> %.127.us, %.119.us.1
  %.128.us.1 = fadd <8 x float> %.128.us, %.124.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %10
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %12
  %lsr.iv.next74 = add i64 %lsr.iv73, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next74, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.134.us = phi <8 x float> [ %.75.us, %loop.1.us ], [ %.125.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.125.us.1, %loop.2.us ]
  %.135.us = phi <8 x float> [ %.80.us, %loop.1.us ], [ %.126.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.126.us.1, %loop.2.us ]
  %.136.us = phi <8 x float> [ %.85.us, %loop.1.us ], [ %.127.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.127.us.1, %loop.2.us ]
  %.137.us = phi <8 x float> [ %.90.us, %loop.1.us ], [ %.128.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.128.us.1, %loop.2.us ]
  %37 = icmp slt i64 %.60.us, %.10
  %.138.us = sub i64 -2, %.55.us
  %.139.us = select i1 %37, i64 %.138.us, i64 -1
  %.140.us = and i64 %.139.us, %.55.us
  %.141.not.us = icmp eq i64 %.140.us, 0
  br i1 %.141.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.143.us = phi i64 [ %.174.us, %loop.3.us ], [ %.140.us, %loop.3.us.preheader ]
  %.144.us = phi <8 x float> [ %.163.us, %loop.3.us ], [ %.134.us, %loop.3.us.preheader ]
  %.145.us = phi <8 x float> [ %.166.us, %loop.3.us ], [ %.135.us, %loop.3.us.preheader ]
  %.146.us = phi <8 x float> [ %.169.us, %loop.3.us ], [ %.136.us, %loop.3.us.preheader ]
  %.147.us = phi <8 x float> [ %.172.us, %loop.3.us ], [ %.137.us, %loop.3.us.preheader ]
  %.148.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.143.us, i1 true)
  %.151.us.idx = shl nuw nsw i64 %.148.us, 7
  %.151.us = getelementptr i8, ptr %.11, i64 %.151.us.idx
  %.154.us = getelementptr i8, ptr %.151.us, i64 32
  %.157.us = getelementptr i8, ptr %.151.us, i64 64
  %.160.us = getelementptr i8, ptr %.151.us, i64 96
  %.162.us = load <8 x float>, ptr %.151.us, align 4
  %.163.us = fadd <8 x float> %.144.us, %.162.us
  %.165.us = load <8 x float>, ptr %.154.us, align 4
  %.166.us = fadd <8 x float> %.145.us, %.165.us
  %.168.us = load <8 x float>, ptr %.157.us, align 4
  %.169.us = fadd <8 x float> %.146.us, %.168.us
  %.171.us = load <8 x float>, ptr %.160.us, align 4
  %.172.us = fadd <8 x float> %.147.us, %.171.us
  %.173.us = add i64 %.143.us, -1
  %.174.us = and i64 %.173.us, %.143.us
  %.175.not.us = icmp eq i64 %.174.us, 0
  br i1 %.175.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.178.us = phi <8 x float> [ %.134.us, %after.2.us ], [ %.163.us, %loop.3.us ]
  %.179.us = phi <8 x float> [ %.135.us, %after.2.us ], [ %.166.us, %loop.3.us ]
  %.180.us = phi <8 x float> [ %.136.us, %after.2.us ], [ %.169.us, %loop.3.us ]
  %.181.us = phi <8 x float> [ %.137.us, %after.2.us ], [ %.172.us, %loop.3.us ]
  %38 = icmp slt i64 %.60.us, %.10
  br i1 %38, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.183.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.63.us, i1 true)
  %.186.us.idx = shl nuw nsw i64 %.183.us, 7
  %.186.us = getelementptr i8, ptr %.11, i64 %.186.us.idx
  %.189.us = getelementptr i8, ptr %.186.us, i64 32
  %.192.us = getelementptr i8, ptr %.186.us, i64 64
  %.195.us = getelementptr i8, ptr %.186.us, i64 96
  store <8 x float> %.178.us, ptr %.186.us, align 4
  store <8 x float> %.179.us, ptr %.189.us, align 4
  store <8 x float> %.180.us, ptr %.192.us, align 4
  store <8 x float> %.181.us, ptr %.195.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr51 = getelementptr i8, ptr %.36.us, i64 %sunkaddr
  %sunkaddr52 = getelementptr i8, ptr %sunkaddr51, i64 -32
  store <8 x float> %.178.us, ptr %sunkaddr52, align 4
  %sunkaddr53 = mul i64 %.2, 4
  %sunkaddr54 = getelementptr i8, ptr %.47.us, i64 %sunkaddr53
  %sunkaddr55 = getelementptr i8, ptr %sunkaddr54, i64 -32
  store <8 x float> %.179.us, ptr %sunkaddr55, align 4
  %sunkaddr56 = mul i64 %.2, 4
  %sunkaddr57 = getelementptr i8, ptr %.49.us, i64 %sunkaddr56
  %sunkaddr58 = getelementptr i8, ptr %sunkaddr57, i64 -32
  store <8 x float> %.180.us, ptr %sunkaddr58, align 4
  %sunkaddr59 = mul i64 %.2, 4
  %sunkaddr60 = getelementptr i8, ptr %.51.us, i64 %sunkaddr59
  %sunkaddr61 = getelementptr i8, ptr %sunkaddr60, i64 -32
  store <8 x float> %.181.us, ptr %sunkaddr61, align 4
  %.225.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %9
  %.226.us = icmp slt i64 %.225.us, %.1
  br i1 %.226.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv44 = phi ptr [ %scevgep43, %loop.preheader14 ], [ %scevgep45, %loop ]
  %lsr.iv37 = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next38, %loop ]
  %.16 = phi i64 [ %.225, %loop ], [ 0, %loop.preheader14 ]
  %smin75 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 1)
  %39 = mul i64 %4, %smin75
  %scevgep76 = getelementptr i8, ptr %lsr.iv44, i64 %39
  %smin77 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 2)
  %40 = mul i64 %5, %smin77
  %scevgep78 = getelementptr i8, ptr %lsr.iv44, i64 %40
  %smin79 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 3)
  %41 = mul i64 %6, %smin79
  %scevgep80 = getelementptr i8, ptr %lsr.iv44, i64 %41
  store <8 x float> zeroinitializer, ptr %lsr.iv44, align 4
  store <8 x float> zeroinitializer, ptr %scevgep76, align 4
  store <8 x float> zeroinitializer, ptr %scevgep78, align 4
  store <8 x float> zeroinitializer, ptr %scevgep80, align 4
  %.225 = add i64 %.16, 4
  %lsr.iv.next38 = add i64 %lsr.iv37, -4
  %scevgep45 = getelementptr i8, ptr %lsr.iv44, i64 %2
  %.226 = icmp slt i64 %.225, %.1
  br i1 %.226, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_2_4(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 5, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %scevgep26 = getelementptr i8, ptr %.6, i64 %4
  %5 = shl i64 %.7, 7
  %6 = shl i64 %.4, 2
  %7 = shl i64 %.4, 2
  %8 = shl i64 %.4, 2
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.635, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %13 = mul i64 %6, %smin
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %14 = mul i64 %7, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %15 = mul i64 %8, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %16 = mul i64 %9, %smin67
  %smin69 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %17 = mul i64 %10, %smin69
  %smin71 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %18 = mul i64 %11, %smin71
  %smin73 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %19 = mul i64 %12, %smin73
  %20 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %21 = xor i64 %.16, -1
  %.20 = add i64 %.1, %21
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %20, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.104, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.107, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin75 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = mul i64 %smin75, -1
  %.104 = add i64 %.86, 32
  %.106 = tail call i64 @llvm.smin.i64(i64 %.104, i64 %.10)
  %.107 = add i64 %.87, 1
  %.108 = or disjoint i64 %.86, 1
  %.109 = mul i64 %.86, %.7
  %.110 = getelementptr float, ptr %.6, i64 %.109
  %.111 = mul i64 %.86, %.5
  %.114 = load <4 x float>, ptr %.110, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr32 = getelementptr i8, ptr %.110, i64 %sunkaddr
  %sunkaddr33 = getelementptr i8, ptr %sunkaddr32, i64 -16
  %.117 = load <4 x float>, ptr %sunkaddr33, align 4
  %.118 = getelementptr float, ptr %.19, i64 %.111
  %.119 = load float, ptr %.118, align 4
  %.120 = insertelement <4 x float> poison, float %.119, i64 0
  %.121 = shufflevector <4 x float> %.120, <4 x float> poison, <4 x i32> zeroinitializer
  %.122 = fmul <4 x float> %.114, %.121
  %.127 = fmul <4 x float> %.117, %.121
  %.128 = getelementptr float, ptr %.38, i64 %.111
  %.129 = load float, ptr %.128, align 4
  %.130 = insertelement <4 x float> poison, float %.129, i64 0
  %.131 = shufflevector <4 x float> %.130, <4 x float> poison, <4 x i32> zeroinitializer
  %.132 = fmul <4 x float> %.114, %.131
  %.137 = fmul <4 x float> %.117, %.131
  %.138 = getelementptr float, ptr %.40, i64 %.111
  %.139 = load float, ptr %.138, align 4
  %.140 = insertelement <4 x float> poison, float %.139, i64 0
  %.141 = shufflevector <4 x float> %.140, <4 x float> poison, <4 x i32> zeroinitializer
  %.142 = fmul <4 x float> %.114, %.141
  %.147 = fmul <4 x float> %.117, %.141
  %.148 = getelementptr float, ptr %.42, i64 %.111
  %.149 = load float, ptr %.148, align 4
  %.150 = insertelement <4 x float> poison, float %.149, i64 0
  %.151 = shufflevector <4 x float> %.150, <4 x float> poison, <4 x i32> zeroinitializer
  %.152 = fmul <4 x float> %.114, %.151
  %.157 = fmul <4 x float> %.117, %.151
  %.158 = getelementptr float, ptr %.44, i64 %.111
  %.159 = load float, ptr %.158, align 4
  %.160 = insertelement <4 x float> poison, float %.159, i64 0
  %.161 = shufflevector <4 x float> %.160, <4 x float> poison, <4 x i32> zeroinitializer
  %.162 = fmul <4 x float> %.114, %.161
  %.167 = fmul <4 x float> %.117, %.161
  %.168 = getelementptr float, ptr %.46, i64 %.111
  %.169 = load float, ptr %.168, align 4
  %.170 = insertelement <4 x float> poison, float %.169, i64 0
  %.171 = shufflevector <4 x float> %.170, <4 x float> poison, <4 x i32> zeroinitializer
  %.172 = fmul <4 x float> %.114, %.171
  %.177 = fmul <4 x float> %.117, %.171
  %.178 = getelementptr float, ptr %.48, i64 %.111
  %.179 = load float, ptr %.178, align 4
  %.180 = insertelement <4 x float> poison, float %.179, i64 0
  %.181 = shufflevector <4 x float> %.180, <4 x float> poison, <4 x i32> zeroinitializer
  %.182 = fmul <4 x float> %.114, %.181
  %.187 = fmul <4 x float> %.117, %.181
  %.188 = getelementptr float, ptr %.50, i64 %.111
  %.189 = load float, ptr %.188, align 4
  %.190 = insertelement <4 x float> poison, float %.189, i64 0
  %.191 = shufflevector <4 x float> %.190, <4 x float> poison, <4 x i32> zeroinitializer
  %.192 = fmul <4 x float> %.114, %.191
  %.197 = fmul <4 x float> %.117, %.191
  %.198 = icmp slt i64 %.108, %.106
  br i1 %.198, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.571 = phi <4 x float> [ zeroinitializer, %loop ], [ %.468, %after.3 ]
  %.572 = phi <4 x float> [ zeroinitializer, %loop ], [ %.469, %after.3 ]
  %.573 = phi <4 x float> [ zeroinitializer, %loop ], [ %.470, %after.3 ]
  %.574 = phi <4 x float> [ zeroinitializer, %loop ], [ %.471, %after.3 ]
  %.575 = phi <4 x float> [ zeroinitializer, %loop ], [ %.472, %after.3 ]
  %.576 = phi <4 x float> [ zeroinitializer, %loop ], [ %.473, %after.3 ]
  %.577 = phi <4 x float> [ zeroinitializer, %loop ], [ %.474, %after.3 ]
  %.578 = phi <4 x float> [ zeroinitializer, %loop ], [ %.475, %after.3 ]
  %.579 = phi <4 x float> [ zeroinitializer, %loop ], [ %.476, %after.3 ]
  %.580 = phi <4 x float> [ zeroinitializer, %loop ], [ %.477, %after.3 ]
  %.581 = phi <4 x float> [ zeroinitializer, %loop ], [ %.478, %after.3 ]
  %.582 = phi <4 x float> [ zeroinitializer, %loop ], [ %.479, %after.3 ]
  %.583 = phi <4 x float> [ zeroinitializer, %loop ], [ %.480, %after.3 ]
  %.584 = phi <4 x float> [ zeroinitializer, %loop ], [ %.481, %after.3 ]
  %.585 = phi <4 x float> [ zeroinitializer, %loop ], [ %.482, %after.3 ]
  %.586 = phi <4 x float> [ zeroinitializer, %loop ], [ %.483, %after.3 ]
  store <4 x float> %.571, ptr %.52, align 4
  %sunkaddr34 = mul i64 %.2, 4
  %sunkaddr35 = getelementptr i8, ptr %.52, i64 %sunkaddr34
  %sunkaddr36 = getelementptr i8, ptr %sunkaddr35, i64 -16
  store <4 x float> %.572, ptr %sunkaddr36, align 4
  store <4 x float> %.573, ptr %.71, align 4
  %sunkaddr37 = mul i64 %.2, 4
  %sunkaddr38 = getelementptr i8, ptr %.71, i64 %sunkaddr37
  %sunkaddr39 = getelementptr i8, ptr %sunkaddr38, i64 -16
  store <4 x float> %.574, ptr %sunkaddr39, align 4
  store <4 x float> %.575, ptr %.73, align 4
  %sunkaddr40 = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.73, i64 %sunkaddr40
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -16
  store <4 x float> %.576, ptr %sunkaddr42, align 4
  store <4 x float> %.577, ptr %.75, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.75, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -16
  store <4 x float> %.578, ptr %sunkaddr45, align 4
  store <4 x float> %.579, ptr %.77, align 4
  %sunkaddr46 = mul i64 %.2, 4
  %sunkaddr47 = getelementptr i8, ptr %.77, i64 %sunkaddr46
  %sunkaddr48 = getelementptr i8, ptr %sunkaddr47, i64 -16
  store <4 x float> %.580, ptr %sunkaddr48, align 4
  store <4 x float> %.581, ptr %.79, align 4
  %sunkaddr49 = mul i64 %.2, 4
  %sunkaddr50 = getelementptr i8, ptr %.79, i64 %sunkaddr49
  %sunkaddr51 = getelementptr i8, ptr %sunkaddr50, i64 -16
  store <4 x float> %.582, ptr %sunkaddr51, align 4
  store <4 x float> %.583, ptr %.81, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.81, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -16
  store <4 x float> %.584, ptr %sunkaddr54, align 4
  store <4 x float> %.585, ptr %.83, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.83, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -16
  store <4 x float> %.586, ptr %sunkaddr57, align 4
  %.635 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.636 = icmp slt i64 %.635, %.1
  br i1 %.636, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv76 = phi i64 [ %22, %loop.2.preheader ], [ %lsr.iv.next77, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.202 = phi <4 x float> [ %.307, %loop.2 ], [ %.122, %loop.2.preheader ]
  %.203 = phi <4 x float> [ %.308, %loop.2 ], [ %.127, %loop.2.preheader ]
  %.204 = phi <4 x float> [ %.309, %loop.2 ], [ %.132, %loop.2.preheader ]
  %.205 = phi <4 x float> [ %.310, %loop.2 ], [ %.137, %loop.2.preheader ]
  %.206 = phi <4 x float> [ %.311, %loop.2 ], [ %.142, %loop.2.preheader ]
  %.207 = phi <4 x float> [ %.312, %loop.2 ], [ %.147, %loop.2.preheader ]
  %.208 = phi <4 x float> [ %.313, %loop.2 ], [ %.152, %loop.2.preheader ]
  %.209 = phi <4 x float> [ %.314, %loop.2 ], [ %.157, %loop.2.preheader ]
  %.210 = phi <4 x float> [ %.315, %loop.2 ], [ %.162, %loop.2.preheader ]
  %.211 = phi <4 x float> [ %.316, %loop.2 ], [ %.167, %loop.2.preheader ]
  %.212 = phi <4 x float> [ %.317, %loop.2 ], [ %.172, %loop.2.preheader ]
  %.213 = phi <4 x float> [ %.318, %loop.2 ], [ %.177, %loop.2.preheader ]
  %.214 = phi <4 x float> [ %.319, %loop.2 ], [ %.182, %loop.2.preheader ]
  %.215 = phi <4 x float> [ %.320, %loop.2 ], [ %.187, %loop.2.preheader ]
  %.216 = phi <4 x float> [ %.321, %loop.2 ], [ %.192, %loop.2.preheader ]
  %.217 = phi <4 x float> [ %.322, %loop.2 ], [ %.197, %loop.2.preheader ]
  %.223 = load <4 x float>, ptr %lsr.iv29, align 4
  %sunkaddr78 = mul i64 %.2, 4
  %sunkaddr79 = getelementptr i8, ptr %lsr.iv29, i64 %sunkaddr78
  %sunkaddr80 = getelementptr i8, ptr %sunkaddr79, i64 -16
  %.226 = load <4 x float>, ptr %sunkaddr80, align 4
  %.228 = load float, ptr %lsr.iv11, align 4
  %.229 = insertelement <4 x float> poison, float %.228, i64 0
  %.230 = shufflevector <4 x float> %.229, <4 x float> poison, <4 x i32> zeroinitializer
  %.231 = fmul <4 x float> %.223, %.230
  %.236 = fmul <4 x float> %.226, %.230
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %13
  %.238 = load float, ptr %scevgep62, align 4
  %.239 = insertelement <4 x float> poison, float %.238, i64 0
  %.240 = shufflevector <4 x float> %.239, <4 x float> poison, <4 x i32> zeroinitializer
  %.241 = fmul <4 x float> %.223, %.240
  %.246 = fmul <4 x float> %.226, %.240
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %14
  %.248 = load float, ptr %scevgep64, align 4
  %.249 = insertelement <4 x float> poison, float %.248, i64 0
  %.250 = shufflevector <4 x float> %.249, <4 x float> poison, <4 x i32> zeroinitializer
  %.251 = fmul <4 x float> %.223, %.250
  %.256 = fmul <4 x float> %.226, %.250
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %15
  %.258 = load float, ptr %scevgep66, align 4
  %.259 = insertelement <4 x float> poison, float %.258, i64 0
  %.260 = shufflevector <4 x float> %.259, <4 x float> poison, <4 x i32> zeroinitializer
  %.261 = fmul <4 x float> %.223, %.260
  %.266 = fmul <4 x float> %.226, %.260
  %scevgep68 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.268 = load float, ptr %scevgep68, align 4
  %.269 = insertelement <4 x float> poison, float %.268, i64 0
  %.270 = shufflevector <4 x float> %.269, <4 x float> poison, <4 x i32> zeroinitializer
  %.271 = fmul <4 x float> %.223, %.270
  %.276 = fmul <4 x float> %.226, %.270
  %scevgep70 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.278 = load float, ptr %scevgep70, align 4
  %.279 = insertelement <4 x float> poison, float %.278, i64 0
  %.280 = shufflevector <4 x float> %.279, <4 x float> poison, <4 x i32> zeroinitializer
  %.281 = fmul <4 x float> %.223, %.280
  %.286 = fmul <4 x float> %.226, %.280
  %scevgep72 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.288 = load float, ptr %scevgep72, align 4
  %.289 = insertelement <4 x float> poison, float %.288, i64 0
  %.290 = shufflevector <4 x float> %.289, <4 x float> poison, <4 x i32> zeroinitializer
  %.291 = fmul <4 x float> %.223, %.290
  %.296 = fmul <4 x float> %.226, %.290
  %scevgep74 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.298 = load float, ptr %scevgep74, align 4
  %.299 = insertelement <4 x float> poison, float %.298, i64 0
  %.300 = shufflevector <4 x float> %.299, <4 x float> poison, <4 x i32> zeroinitializer
  %.301 = fmul <4 x float> %.223, %.300
  %.306 = fmul <4 x float> %.226, %.300
  %.307 = fadd <4 x float> %.202, %.231
  %.308 = fadd <4 x float> %.203, %.236
  %.309 = fadd <4 x float> %.204, %.241
  %.310 = fadd <4 x float> %.205, %.246
  %.311 = fadd <4 x float> %.206, %.251
  %.312 = fadd <4 x float> %.207, %.256
  %.313 = fadd <4 x float> %.208, %.261
  %.314 = fadd <4 x float> %.209, %.266
  %.315 = fadd <4 x float> %.210, %.271
  %.316 = fadd <4 x float> %.211, %.276
  %.317 = fadd <4 x float> %.212, %.281
  %.318 = fadd <4 x float> %.213, %.286
  %.319 = fadd <4 x float> %.214, %.291
  %.320 = fadd <4 x float> %.215, %.296
  %.321 = fadd <4 x float> %.216, %.301
  %.322 = fadd <4 x float> %.217, %.306
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next77 = add i64 %lsr.iv76, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next77
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.328 = phi <4 x float> [ %.122, %loop.1 ], [ %.307, %loop.2 ]
  %.329 = phi <4 x float> [ %.127, %loop.1 ], [ %.308, %loop.2 ]
  %.330 = phi <4 x float> [ %.132, %loop.1 ], [ %.309, %loop.2 ]
  %.331 = phi <4 x float> [ %.137, %loop.1 ], [ %.310, %loop.2 ]
  %.332 = phi <4 x float> [ %.142, %loop.1 ], [ %.311, %loop.2 ]
  %.333 = phi <4 x float> [ %.147, %loop.1 ], [ %.312, %loop.2 ]
  %.334 = phi <4 x float> [ %.152, %loop.1 ], [ %.313, %loop.2 ]
  %.335 = phi <4 x float> [ %.157, %loop.1 ], [ %.314, %loop.2 ]
  %.336 = phi <4 x float> [ %.162, %loop.1 ], [ %.315, %loop.2 ]
  %.337 = phi <4 x float> [ %.167, %loop.1 ], [ %.316, %loop.2 ]
  %.338 = phi <4 x float> [ %.172, %loop.1 ], [ %.317, %loop.2 ]
  %.339 = phi <4 x float> [ %.177, %loop.1 ], [ %.318, %loop.2 ]
  %.340 = phi <4 x float> [ %.182, %loop.1 ], [ %.319, %loop.2 ]
  %.341 = phi <4 x float> [ %.187, %loop.1 ], [ %.320, %loop.2 ]
  %.342 = phi <4 x float> [ %.192, %loop.1 ], [ %.321, %loop.2 ]
  %.343 = phi <4 x float> [ %.197, %loop.1 ], [ %.322, %loop.2 ]
  %23 = icmp slt i64 %.104, %.10
  %.344 = sub i64 -2, %.87
  %.345 = select i1 %23, i64 %.344, i64 -1
  %.346 = and i64 %.345, %.87
  %.347.not = icmp eq i64 %.346, 0
  br i1 %.347.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.349 = phi i64 [ %.464, %loop.3 ], [ %.346, %loop.3.preheader ]
  %.350 = phi <4 x float> [ %.417, %loop.3 ], [ %.328, %loop.3.preheader ]
  %.351 = phi <4 x float> [ %.420, %loop.3 ], [ %.329, %loop.3.preheader ]
  %.352 = phi <4 x float> [ %.423, %loop.3 ], [ %.330, %loop.3.preheader ]
  %.353 = phi <4 x float> [ %.426, %loop.3 ], [ %.331, %loop.3.preheader ]
  %.354 = phi <4 x float> [ %.429, %loop.3 ], [ %.332, %loop.3.preheader ]
  %.355 = phi <4 x float> [ %.432, %loop.3 ], [ %.333, %loop.3.preheader ]
  %.356 = phi <4 x float> [ %.435, %loop.3 ], [ %.334, %loop.3.preheader ]
  %.357 = phi <4 x float> [ %.438, %loop.3 ], [ %.335, %loop.3.preheader ]
  %.358 = phi <4 x float> [ %.441, %loop.3 ], [ %.336, %loop.3.preheader ]
  %.359 = phi <4 x float> [ %.444, %loop.3 ], [ %.337, %loop.3.preheader ]
  %.360 = phi <4 x float> [ %.447, %loop.3 ], [ %.338, %loop.3.preheader ]
  %.361 = phi <4 x float> [ %.450, %loop.3 ], [ %.339, %loop.3.preheader ]
  %.362 = phi <4 x float> [ %.453, %loop.3 ], [ %.340, %loop.3.preheader ]
  %.363 = phi <4 x float> [ %.456, %loop.3 ], [ %.341, %loop.3.preheader ]
  %.364 = phi <4 x float> [ %.459, %loop.3 ], [ %.342, %loop.3.preheader ]
  %.365 = phi <4 x float> [ %.462, %loop.3 ], [ %.343, %loop.3.preheader ]
  %.366 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.349, i1 true)
  %.369.idx = shl nuw nsw i64 %.366, 8
  %.369 = getelementptr i8, ptr %.11, i64 %.369.idx
  %.372 = getelementptr i8, ptr %.369, i64 16
  %.375 = getelementptr i8, ptr %.369, i64 32
  %.378 = getelementptr i8, ptr %.369, i64 48
  %.381 = getelementptr i8, ptr %.369, i64 64
  %.384 = getelementptr i8, ptr %.369, i64 80
  %.387 = getelementptr i8, ptr %.369, i64 96
  %.390 = getelementptr i8, ptr %.369, i64 112
  %.393 = getelementptr i8, ptr %.369, i64 128
  %.396 = getelementptr i8, ptr %.369, i64 144
  %.399 = getelementptr i8, ptr %.369, i64 160
  %.402 = getelementptr i8, ptr %.369, i64 176
  %.405 = getelementptr i8, ptr %.369, i64 192
  %.408 = getelementptr i8, ptr %.369, i64 208
  %.411 = getelementptr i8, ptr %.369, i64 224
  %.414 = getelementptr i8, ptr %.369, i64 240
  %.416 = load <4 x float>, ptr %.369, align 4
  %.417 = fadd <4 x float> %.350, %.416
  %.419 = load <4 x float>, ptr %.372, align 4
  %.420 = fadd <4 x float> %.351, %.419
  %.422 = load <4 x float>, ptr %.375, align 4
  %.423 = fadd <4 x float> %.352, %.422
  %.425 = load <4 x float>, ptr %.378, align 4
  %.426 = fadd <4 x float> %.353, %.425
  %.428 = load <4 x float>, ptr %.381, align 4
  %.429 = fadd <4 x float> %.354, %.428
  %.431 = load <4 x float>, ptr %.384, align 4
  %.432 = fadd <4 x float> %.355, %.431
  %.434 = load <4 x float>, ptr %.387, align 4
  %.435 = fadd <4 x float> %.356, %.434
  %.437 = load <4 x float>, ptr %.390, align 4
  %.438 = fadd <4 x float> %.357, %.437
  %.440 = load <4 x float>, ptr %.393, align 4
  %.441 = fadd <4 x float> %.358, %.440
  %.443 = load <4 x float>, ptr %.396, align 4
  %.444 = fadd <4 x float> %.359, %.443
  %.446 = load <4 x float>, ptr %.399, align 4
  %.447 = fadd <4 x float> %.360, %.446
  %.449 = load <4 x float>, ptr %.402, align 4
  %.450 = fadd <4 x float> %.361, %.449
  %.452 = load <4 x float>, ptr %.405, align 4
  %.453 = fadd <4 x float> %.362, %.452
  %.455 = load <4 x float>, ptr %.408, align 4
  %.456 = fadd <4 x float> %.363, %.455
  %.458 = load <4 x float>, ptr %.411, align 4
  %.459 = fadd <4 x float> %.364, %.458
  %.461 = load <4 x float>, ptr %.414, align 4
  %.462 = fadd <4 x float> %.365, %.461
  %.463 = add i64 %.349, -1
  %.464 = and i64 %.463, %.349
  %.465.not = icmp eq i64 %.464, 0
  br i1 %.465.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.468 = phi <4 x float> [ %.328, %after.2 ], [ %.417, %loop.3 ]
  %.469 = phi <4 x float> [ %.329, %after.2 ], [ %.420, %loop.3 ]
  %.470 = phi <4 x float> [ %.330, %after.2 ], [ %.423, %loop.3 ]
  %.471 = phi <4 x float> [ %.331, %after.2 ], [ %.426, %loop.3 ]
  %.472 = phi <4 x float> [ %.332, %after.2 ], [ %.429, %loop.3 ]
  %.473 = phi <4 x float> [ %.333, %after.2 ], [ %.432, %loop.3 ]
  %.474 = phi <4 x float> [ %.334, %after.2 ], [ %.435, %loop.3 ]
  %.475 = phi <4 x float> [ %.335, %after.2 ], [ %.438, %loop.3 ]
  %.476 = phi <4 x float> [ %.336, %after.2 ], [ %.441, %loop.3 ]
  %.477 = phi <4 x float> [ %.337, %after.2 ], [ %.444, %loop.3 ]
  %.478 = phi <4 x float> [ %.338, %after.2 ], [ %.447, %loop.3 ]
  %.479 = phi <4 x float> [ %.339, %after.2 ], [ %.450, %loop.3 ]
  %.480 = phi <4 x float> [ %.340, %after.2 ], [ %.453, %loop.3 ]
  %.481 = phi <4 x float> [ %.341, %after.2 ], [ %.456, %loop.3 ]
  %.482 = phi <4 x float> [ %.342, %after.2 ], [ %.459, %loop.3 ]
  %.483 = phi <4 x float> [ %.343, %after.2 ], [ %.462, %loop.3 ]
  %24 = icmp slt i64 %.104, %.10
  br i1 %24, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.485 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.107, i1 true)
  %.488.idx = shl nuw nsw i64 %.485, 8
  %.488 = getelementptr i8, ptr %.11, i64 %.488.idx
  %.491 = getelementptr i8, ptr %.488, i64 16
  %.494 = getelementptr i8, ptr %.488, i64 32
  %.497 = getelementptr i8, ptr %.488, i64 48
  %.500 = getelementptr i8, ptr %.488, i64 64
  %.503 = getelementptr i8, ptr %.488, i64 80
  %.506 = getelementptr i8, ptr %.488, i64 96
  %.509 = getelementptr i8, ptr %.488, i64 112
  %.512 = getelementptr i8, ptr %.488, i64 128
  %.515 = getelementptr i8, ptr %.488, i64 144
  %.518 = getelementptr i8, ptr %.488, i64 160
  %.521 = getelementptr i8, ptr %.488, i64 176
  %.524 = getelementptr i8, ptr %.488, i64 192
  %.527 = getelementptr i8, ptr %.488, i64 208
  %.530 = getelementptr i8, ptr %.488, i64 224
  %.533 = getelementptr i8, ptr %.488, i64 240
  store <4 x float> %.468, ptr %.488, align 4
  store <4 x float> %.469, ptr %.491, align 4
  store <4 x float> %.470, ptr %.494, align 4
  store <4 x float> %.471, ptr %.497, align 4
  store <4 x float> %.472, ptr %.500, align 4
  store <4 x float> %.473, ptr %.503, align 4
  store <4 x float> %.474, ptr %.506, align 4
  store <4 x float> %.475, ptr %.509, align 4
  store <4 x float> %.476, ptr %.512, align 4
  store <4 x float> %.477, ptr %.515, align 4
  store <4 x float> %.478, ptr %.518, align 4
  store <4 x float> %.479, ptr %.521, align 4
  store <4 x float> %.480, ptr %.524, align 4
  store <4 x float> %.481, ptr %.527, align 4
  store <4 x float> %.482, ptr %.530, align 4
  store <4 x float> %.483, ptr %.533, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %5
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_2_4(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 5, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = add i64 %1, -16
  %scevgep90 = getelementptr i8, ptr %.8, i64 %2
  %3 = shl i64 %.9, 4
  %4 = add i64 %1, -16
  %5 = shl i64 %.9, 2
  %6 = add i64 %1, -16
  %7 = shl i64 %.9, 2
  %8 = add i64 %1, -16
  %9 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %10 = add nsw i64 %.1, -1
  %11 = shl i64 %.5, 2
  %12 = shl i64 %.4, 4
  %13 = shl i64 %.5, 3
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.7, 3
  %16 = shl i64 %.5, 2
  %17 = shl i64 %.7, 2
  %18 = shl i64 %.4, 2
  %19 = shl i64 %.4, 2
  %20 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %10, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.355.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %21 = mul i64 %18, %smin
  %smin80 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %22 = mul i64 %19, %smin80
  %smin82 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %23 = mul i64 %20, %smin82
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %24 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %24
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.64.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.67.us, %after.3.endif.us ]
  %smin87 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %25
  %.64.us = add i64 %.54.us, 32
  %.66.us = tail call i64 @llvm.smin.i64(i64 %.64.us, i64 %.10)
  %.67.us = add i64 %.55.us, 1
  %.68.us = or disjoint i64 %.54.us, 1
  %.69.us = mul i64 %.54.us, %.7
  %.70.us = getelementptr float, ptr %.6, i64 %.69.us
  %.71.us = mul i64 %.54.us, %.5
  %.74.us = load <4 x float>, ptr %.70.us, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.70.us, i64 %sunkaddr
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -16
  %.77.us = load <4 x float>, ptr %sunkaddr42, align 4
  %.78.us = getelementptr float, ptr %.19.us, i64 %.71.us
  %.79.us = load float, ptr %.78.us, align 4
  %.80.us = insertelement <4 x float> poison, float %.79.us, i64 0
  %.81.us = shufflevector <4 x float> %.80.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.82.us = fmul <4 x float> %.74.us, %.81.us
  %.87.us = fmul <4 x float> %.77.us, %.81.us
  %.88.us = getelementptr float, ptr %.30.us, i64 %.71.us
  %.89.us = load float, ptr %.88.us, align 4
  %.90.us = insertelement <4 x float> poison, float %.89.us, i64 0
  %.91.us = shufflevector <4 x float> %.90.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.92.us = fmul <4 x float> %.74.us, %.91.us
  %.97.us = fmul <4 x float> %.77.us, %.91.us
  %.98.us = getelementptr float, ptr %.32.us, i64 %.71.us
  %.99.us = load float, ptr %.98.us, align 4
  %.100.us = insertelement <4 x float> poison, float %.99.us, i64 0
  %.101.us = shufflevector <4 x float> %.100.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.102.us = fmul <4 x float> %.74.us, %.101.us
  %.107.us = fmul <4 x float> %.77.us, %.101.us
  %.108.us = getelementptr float, ptr %.34.us, i64 %.71.us
  %.109.us = load float, ptr %.108.us, align 4
  %.110.us = insertelement <4 x float> poison, float %.109.us, i64 0
  %.111.us = shufflevector <4 x float> %.110.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.112.us = fmul <4 x float> %.74.us, %.111.us
  %.117.us = fmul <4 x float> %.77.us, %.111.us
  %.118.us = icmp slt i64 %.68.us, %.66.us
  br i1 %.118.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %26 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %26, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.130.us.prol = mul i64 %.68.us, %.7
  %.131.us.prol = getelementptr float, ptr %.6, i64 %.130.us.prol
  %.132.us.prol = mul i64 %.68.us, %.5
  %.135.us.prol = load <4 x float>, ptr %.131.us.prol, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.131.us.prol, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -16
  %.138.us.prol = load <4 x float>, ptr %sunkaddr45, align 4
  %.139.us.prol = getelementptr float, ptr %.19.us, i64 %.132.us.prol
  %.140.us.prol = load float, ptr %.139.us.prol, align 4
  %.141.us.prol = insertelement <4 x float> poison, float %.140.us.prol, i64 0
  %.142.us.prol = shufflevector <4 x float> %.141.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.143.us.prol = fmul <4 x float> %.135.us.prol, %.142.us.prol
  %.148.us.prol = fmul <4 x float> %.138.us.prol, %.142.us.prol
  %.149.us.prol = getelementptr float, ptr %.30.us, i64 %.132.us.prol
  %.150.us.prol = load float, ptr %.149.us.prol, align 4
  %.151.us.prol = insertelement <4 x float> poison, float %.150.us.prol, i64 0
  %.152.us.prol = shufflevector <4 x float> %.151.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.153.us.prol = fmul <4 x float> %.135.us.prol, %.152.us.prol
  %.158.us.prol = fmul <4 x float> %.138.us.prol, %.152.us.prol
  %.159.us.prol = getelementptr float, ptr %.32.us, i64 %.132.us.prol
  %.160.us.prol = load float, ptr %.159.us.prol, align 4
  %.161.us.prol = insertelement <4 x float> poison, float %.160.us.prol, i64 0
  %.162.us.prol = shufflevector <4 x float> %.161.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.163.us.prol = fmul <4 x float> %.135.us.prol, %.162.us.prol
  %.168.us.prol = fmul <4 x float> %.138.us.prol, %.162.us.prol
  %.169.us.prol = getelementptr float, ptr %.34.us, i64 %.132.us.prol
  %.170.us.prol = load float, ptr %.169.us.prol, align 4
  %.171.us.prol = insertelement <4 x float> poison, float %.170.us.prol, i64 0
  %.172.us.prol = shufflevector <4 x float> %.171.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.173.us.prol = fmul <4 x float> %.135.us.prol, %.172.us.prol
  %.178.us.prol = fmul <4 x float> %.138.us.prol, %.172.us.prol
  %.179.us.prol = fadd <4 x float> %.82.us, %.143.us.prol
  %.180.us.prol = fadd <4 x float> %.87.us, %.148.us.prol
  %.181.us.prol = fadd <4 x float> %.92.us, %.153.us.prol
  %.182.us.prol = fadd <4 x float> %.97.us, %.158.us.prol
  %.183.us.prol = fadd <4 x float> %.102.us, %.163.us.prol
  %.184.us.prol = fadd <4 x float> %.107.us, %.168.us.prol
  %.185.us.prol = fadd <4 x float> %.112.us, %.173.us.prol
  %.186.us.prol = fadd <4 x float> %.117.us, %.178.us.prol
  %.187.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.179.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.180.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.181.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.182.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.183.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.184.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.185.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.186.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %.120.us.unr = phi i64 [ %.68.us, %loop.2.us.preheader ], [ %.187.us.prol, %loop.2.us.prol ]
  %.122.us.unr = phi <4 x float> [ %.82.us, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.123.us.unr = phi <4 x float> [ %.87.us, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.124.us.unr = phi <4 x float> [ %.92.us, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.125.us.unr = phi <4 x float> [ %.97.us, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.126.us.unr = phi <4 x float> [ %.102.us, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.127.us.unr = phi <4 x float> [ %.107.us, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.128.us.unr = phi <4 x float> [ %.112.us, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.129.us.unr = phi <4 x float> [ %.117.us, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %27 = icmp eq i64 %reass.sub, 2
  br i1 %27, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %28 = add i64 %.120.us.unr, 1
  %29 = mul i64 %11, %28
  %30 = mul i64 %14, %28
  %scevgep29 = getelementptr i8, ptr %.6, i64 %30
  %31 = mul i64 %16, %.120.us.unr
  %32 = mul i64 %17, %.120.us.unr
  %scevgep37 = getelementptr i8, ptr %.6, i64 %32
  %33 = add i64 %21, %31
  %34 = add i64 %22, %31
  %35 = add i64 %23, %31
  %36 = add i64 %21, %29
  %37 = add i64 %22, %29
  %38 = add i64 %23, %29
  %39 = sub i64 %.120.us.unr, %smin87
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv88 = phi i64 [ %39, %loop.2.us.preheader13 ], [ %lsr.iv.next89, %loop.2.us ]
  %lsr.iv38 = phi ptr [ %scevgep37, %loop.2.us.preheader13 ], [ %scevgep39, %loop.2.us ]
  %lsr.iv30 = phi ptr [ %scevgep29, %loop.2.us.preheader13 ], [ %scevgep31, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.122.us = phi <4 x float> [ %.179.us.1, %loop.2.us ], [ %.122.us.unr, %loop.2.us.preheader13 ]
  %.123.us = phi <4 x float> [ %.180.us.1, %loop.2.us ], [ %.123.us.unr, %loop.2.us.preheader13 ]
  %.124.us = phi <4 x float> [ %.181.us.1, %loop.2.us ], [ %.124.us.unr, %loop.2.us.preheader13 ]
  %.125.us = phi <4 x float> [ %.182.us.1, %loop.2.us ], [ %.125.us.unr, %loop.2.us.preheader13 ]
  %.126.us = phi <4 x float> [ %.183.us.1, %loop.2.us ], [ %.126.us.unr, %loop.2.us.preheader13 ]
  %.127.us = phi <4 x float> [ %.184.us.1, %loop.2.us ], [ %.127.us.unr, %loop.2.us.preheader13 ]
  %.128.us = phi <4 x float> [ %.185.us.1, %loop.2.us ], [ %.128.us.unr, %loop.2.us.preheader13 ]
  %.129.us = phi <4 x float> [ %.186.us.1, %loop.2.us ], [ %.129.us.unr, %loop.2.us.preheader13 ]
  %.135.us = load <4 x float>, ptr %lsr.iv38, align 4
  %sunkaddr110 = mul i64 %.2, 4
  %sunkaddr111 = getelementptr i8, ptr %lsr.iv38, i64 %sunkaddr110
  %sunkaddr112 = getelementptr i8, ptr %sunkaddr111, i64 -16
  %.138.us = load <4 x float>, ptr %sunkaddr112, align 4
  %scevgep36 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.140.us = load float, ptr %scevgep36, align 4
  %.141.us = insertelement <4 x float> poison, float %.140.us, i64 0
  %.142.us = shufflevector <4 x float> %.141.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.143.us = fmul <4 x float> %.135.us, %.142.us
  %.148.us = fmul <4 x float> %.138.us, %.142.us
  %scevgep79 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.150.us = load float, ptr %scevgep79, align 4
  %.151.us = insertelement <4 x float> poison, float %.150.us, i64 0
  %.152.us = shufflevector <4 x float> %.151.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.153.us = fmul <4 x float> %.135.us, %.152.us
  %.158.us = fmul <4 x float> %.138.us, %.152.us
  %scevgep81 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.160.us = load float, ptr %scevgep81, align 4
  %.161.us = insertelement <4 x float> poison, float %.160.us, i64 0
  %.162.us = shufflevector <4 x float> %.161.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.163.us = fmul <4 x float> %.135.us, %.162.us
  %.168.us = fmul <4 x float> %.138.us, %.162.us
  %scevgep83 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.170.us = load float, ptr %scevgep83, align 4
  %.171.us = insertelement <4 x float> poison, float %.170.us, i64 0
  %.172.us = shufflevector <4 x float> %.171.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.173.us = fmul <4 x float> %.135.us, %.172.us
  %.178.us = fmul <4 x float> %.138.us, %.172.us
  %.179.us = fadd <4 x float> %.122.us, %.143.us
  %.180.us = fadd <4 x float> %.123.us, %.148.us
  %.181.us = fadd <4 x float> %.124.us, %.153.us
  %.182.us = fadd <4 x float> %.125.us, %.158.us
  %.183.us = fadd <4 x float> %.126.us, %.163.us
  %.184.us = fadd <4 x float> %.127.us, %.168.us
  %.185.us = fadd <4 x float> %.128.us, %.173.us
  %.186.us = fadd <4 x float> %.129.us, %.178.us
  %.135.us.1 = load <4 x float>, ptr %lsr.iv30, align 4
  %sunkaddr113 = mul i64 %.2, 4
  %sunkaddr114 = getelementptr i8, ptr %lsr.iv30, i64 %sunkaddr113
  %sunkaddr115 = getelementptr i8, ptr %sunkaddr114, i64 -16
  %.138.us.1 = load <4 x float>, ptr %sunkaddr115, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %29
  %.140.us.1 = load float, ptr %scevgep28, align 4
  %.141.us.1 = insertelement <4 x float> poison, float %.140.us.1, i64 0
  %.142.us.1 = shufflevector <4 x float> %.141.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.143.us.1 = fmul <4 x float> %.135.us.1, %.142.us.1
  %.148.us.1 = fmul <4 x float> %.138.us.1, %.142.us.1
  %scevgep84 = getelementptr i8, ptr %lsr.iv21, i64 %36
  %.150.us.1 = load float, ptr %scevgep84, align 4
  %.151.us.1 = insertelement <4 x float> poison, float %.150.us.1, i64 0
  %.152.us.1 = shufflevector <4 x float> %.151.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.153.us.1 = fmul <4 x float> %.135.us.1, %.152.us.1
  %.158.us.1 = fmul <4 x float> %.138.us.1, %.152.us.1
  %scevgep85 = getelementptr i8, ptr %lsr.iv21, i64 %37
  %.160.us.1 = load float, ptr %scevgep85, align 4
  %.161.us.1 = insertelement <4 x float> poison, float %.160.us.1, i64 0
  %.162.us.1 = shufflevector <4 x float> %.161.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.163.us.1 = fmul <4 x float> %.135.us.1, %.162.us.1
  %.168.us.1 = fmul <4 x float> %.138.us.1, %.162.us.1
  %scevgep86 = getelementptr i8, ptr %lsr.iv21, i64 %38
  %.170.us.1 = load float, ptr %scevgep86, align 4
  %.171.us.1 = insertelement <4 x float> poison, float %.170.us.1, i64 0
  %.172.us.1 = shufflevector <4 x float> %.171.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.173.us.1 = fmul <4 x float> %.135.us.1, %.172.us.1
  %.178.us.1 = fmul <4 x float> %.138.us.1, %.172.us.1
  %.179.us.1 = fadd <4 x float> %.179.us, %.143.us.1
  %.180.us.1 = fadd <4 x float> %.180.us, %.148.us.1
  %.181.us.1 = fadd <4 x float> %.181.us, %.153.us.1
  %.182.us.1 = fadd <4 x float> %.182.us, %.158.us.1
  %.183.us.1 = fadd <4 x float> %.183.us, %.163.us.1
  %.184.us.1 = fadd <4 x float> %.184.us, %.168.us.1
  %.185.us.1 = fadd <4 x float> %.185.us, %.173.us.1
  %.186.us.1 = fadd <4 x float> %.186.us, %.178.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %13
  %scevgep31 = getelementptr i8, ptr %lsr.iv30, i64 %15
  %scevgep39 = getelementptr i8, ptr %lsr.iv38, i64 %15
  %lsr.iv.next89 = add i64 %lsr.iv88, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next89, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.192.us = phi <4 x float> [ %.82.us, %loop.1.us ], [ %.179.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.179.us.1, %loop.2.us ]
  %.193.us = phi <4 x float> [ %.87.us, %loop.1.us ], [ %.180.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.180.us.1, %loop.2.us ]
  %.194.us = phi <4 x float> [ %.92.us, %loop.1.us ], [ %.181.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.181.us.1, %loop.2.us ]
  %.195.us = phi <4 x float> [ %.97.us, %loop.1.us ], [ %.182.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.182.us.1, %loop.2.us ]
  %.196.us = phi <4 x float> [ %.102.us, %loop.1.us ], [ %.183.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.183.us.1, %loop.2.us ]
  %.197.us = phi <4 x float> [ %.107.us, %loop.1.us ], [ %.184.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.184.us.1, %loop.2.us ]
  %.198.us = phi <4 x float> [ %.112.us, %loop.1.us ], [ %.185.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.185.us.1, %loop.2.us ]
  %.199.us = phi <4 x float> [ %.117.us, %loop.1.us ], [ %.186.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.186.us.1, %loop.2.us ]
  %40 = icmp slt i64 %.64.us, %.10
  %.200.us = sub i64 -2, %.55.us
  %.201.us = select i1 %40, i64 %.200.us, i64 -1
  %.202.us = and i64 %.201.us, %.55.us
  %.203.not.us = icmp eq i64 %.202.us, 0
  br i1 %.203.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.205.us = phi i64 [ %.264.us, %loop.3.us ], [ %.202.us, %loop.3.us.preheader ]
  %.206.us = phi <4 x float> [ %.241.us, %loop.3.us ], [ %.192.us, %loop.3.us.preheader ]
  %.207.us = phi <4 x float> [ %.244.us, %loop.3.us ], [ %.193.us, %loop.3.us.preheader ]
  %.208.us = phi <4 x float> [ %.247.us, %loop.3.us ], [ %.194.us, %loop.3.us.preheader ]
  %.209.us = phi <4 x float> [ %.250.us, %loop.3.us ], [ %.195.us, %loop.3.us.preheader ]
  %.210.us = phi <4 x float> [ %.253.us, %loop.3.us ], [ %.196.us, %loop.3.us.preheader ]
  %.211.us = phi <4 x float> [ %.256.us, %loop.3.us ], [ %.197.us, %loop.3.us.preheader ]
  %.212.us = phi <4 x float> [ %.259.us, %loop.3.us ], [ %.198.us, %loop.3.us.preheader ]
  %.213.us = phi <4 x float> [ %.262.us, %loop.3.us ], [ %.199.us, %loop.3.us.preheader ]
  %.214.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.205.us, i1 true)
  %.217.us.idx = shl nuw nsw i64 %.214.us, 7
  %.217.us = getelementptr i8, ptr %.11, i64 %.217.us.idx
  %.220.us = getelementptr i8, ptr %.217.us, i64 16
  %.223.us = getelementptr i8, ptr %.217.us, i64 32
  %.226.us = getelementptr i8, ptr %.217.us, i64 48
  %.229.us = getelementptr i8, ptr %.217.us, i64 64
  %.232.us = getelementptr i8, ptr %.217.us, i64 80
  %.235.us = getelementptr i8, ptr %.217.us, i64 96
  %.238.us = getelementptr i8, ptr %.217.us, i64 112
  %.240.us = load <4 x float>, ptr %.217.us, align 4
  %.241.us = fadd <4 x float> %.206.us, %.240.us
  %.243.us = load <4 x float>, ptr %.220.us, align 4
  %.244.us = fadd <4 x float> %.207.us, %.243.us
  %.246.us = load <4 x float>, ptr %.223.us, align 4
  %.247.us = fadd <4 x float> %.208.us, %.246.us
  %.249.us = load <4 x float>, ptr %.226.us, align 4
  %.250.us = fadd <4 x float> %.209.us, %.249.us
  %.252.us = load <4 x float>, ptr %.229.us, align 4
  %.253.us = fadd <4 x float> %.210.us, %.252.us
  %.255.us = load <4 x float>, ptr %.232.us, align 4
  %.256.us = fadd <4 x float> %.211.us, %.255.us
  %.258.us = load <4 x float>, ptr %.235.us, align 4
  %.259.us = fadd <4 x float> %.212.us, %.258.us
  %.261.us = load <4 x float>, ptr %.238.us, align 4
  %.262.us = fadd <4 x float> %.213.us, %.261.us
  %.263.us = add i64 %.205.us, -1
  %.264.us = and i64 %.263.us, %.205.us
  %.265.not.us = icmp eq i64 %.264.us, 0
  br i1 %.265.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.268.us = phi <4 x float> [ %.192.us, %after.2.us ], [ %.241.us, %loop.3.us ]
  %.269.us = phi <4 x float> [ %.193.us, %after.2.us ], [ %.244.us, %loop.3.us ]
  %.270.us = phi <4 x float> [ %.194.us, %after.2.us ], [ %.247.us, %loop.3.us ]
  %.271.us = phi <4 x float> [ %.195.us, %after.2.us ], [ %.250.us, %loop.3.us ]
  %.272.us = phi <4 x float> [ %.196.us, %after.2.us ], [ %.253.us, %loop.3.us ]
  %.273.us = phi <4 x float> [ %.197.us, %after.2.us ], [ %.256.us, %loop.3.us ]
  %.274.us = phi <4 x float> [ %.198.us, %after.2.us ], [ %.259.us, %loop.3.us ]
  %.275.us = phi <4 x float> [ %.199.us, %after.2.us ], [ %.262.us, %loop.3.us ]
  %41 = icmp slt i64 %.64.us, %.10
  br i1 %41, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.277.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.67.us, i1 true)
  %.280.us.idx = shl nuw nsw i64 %.277.us, 7
  %.280.us = getelementptr i8, ptr %.11, i64 %.280.us.idx
  %.283.us = getelementptr i8, ptr %.280.us, i64 16
  %.286.us = getelementptr i8, ptr %.280.us, i64 32
  %.289.us = getelementptr i8, ptr %.280.us, i64 48
  %.292.us = getelementptr i8, ptr %.280.us, i64 64
  %.295.us = getelementptr i8, ptr %.280.us, i64 80
  %.298.us = getelementptr i8, ptr %.280.us, i64 96
  %.301.us = getelementptr i8, ptr %.280.us, i64 112
  store <4 x float> %.268.us, ptr %.280.us, align 4
  store <4 x float> %.269.us, ptr %.283.us, align 4
  store <4 x float> %.270.us, ptr %.286.us, align 4
  store <4 x float> %.271.us, ptr %.289.us, align 4
  store <4 x float> %.272.us, ptr %.292.us, align 4
  store <4 x float> %.273.us, ptr %.295.us, align 4
  store <4 x float> %.274.us, ptr %.298.us, align 4
  store <4 x float> %.275.us, ptr %.301.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  store <4 x float> %.268.us, ptr %.36.us, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.36.us, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -16
  store <4 x float> %.269.us, ptr %sunkaddr54, align 4
  store <4 x float> %.270.us, ptr %.47.us, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.47.us, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -16
  store <4 x float> %.271.us, ptr %sunkaddr57, align 4
  store <4 x float> %.272.us, ptr %.49.us, align 4
  %sunkaddr58 = mul i64 %.2, 4
  %sunkaddr59 = getelementptr i8, ptr %.49.us, i64 %sunkaddr58
  %sunkaddr60 = getelementptr i8, ptr %sunkaddr59, i64 -16
  store <4 x float> %.273.us, ptr %sunkaddr60, align 4
  store <4 x float> %.274.us, ptr %.51.us, align 4
  %sunkaddr61 = mul i64 %.2, 4
  %sunkaddr62 = getelementptr i8, ptr %.51.us, i64 %sunkaddr61
  %sunkaddr63 = getelementptr i8, ptr %sunkaddr62, i64 -16
  store <4 x float> %.275.us, ptr %sunkaddr63, align 4
  %.355.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %12
  %.356.us = icmp slt i64 %.355.us, %.1
  br i1 %.356.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv91 = phi i64 [ 0, %loop.preheader14 ], [ %lsr.iv.next92, %loop ]
  %lsr.iv = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next, %loop ]
  %.16 = phi i64 [ %.355, %loop ], [ 0, %loop.preheader14 ]
  %smin96 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 3)
  %42 = mul i64 %5, %smin96
  %43 = add i64 %4, %42
  %scevgep98 = getelementptr i8, ptr %.8, i64 %42
  %smin101 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 2)
  %44 = mul i64 %7, %smin101
  %45 = add i64 %6, %44
  %scevgep103 = getelementptr i8, ptr %.8, i64 %44
  %smin106 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 1)
  %46 = mul i64 %9, %smin106
  %47 = add i64 %8, %46
  %scevgep108 = getelementptr i8, ptr %.8, i64 %46
  %scevgep94 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep109 = getelementptr i8, ptr %scevgep108, i64 %lsr.iv91
  %scevgep104 = getelementptr i8, ptr %scevgep103, i64 %lsr.iv91
  %scevgep99 = getelementptr i8, ptr %scevgep98, i64 %lsr.iv91
  store <4 x float> zeroinitializer, ptr %scevgep94, align 4
  %scevgep93 = getelementptr i8, ptr %scevgep90, i64 %lsr.iv91
  store <4 x float> zeroinitializer, ptr %scevgep93, align 4
  store <4 x float> zeroinitializer, ptr %scevgep109, align 4
  %scevgep105 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep107 = getelementptr i8, ptr %scevgep105, i64 %47
  store <4 x float> zeroinitializer, ptr %scevgep107, align 4
  store <4 x float> zeroinitializer, ptr %scevgep104, align 4
  %scevgep100 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep102 = getelementptr i8, ptr %scevgep100, i64 %45
  store <4 x float> zeroinitializer, ptr %scevgep102, align 4
  store <4 x float> zeroinitializer, ptr %scevgep99, align 4
  %scevgep95 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep97 = getelementptr i8, ptr %scevgep95, i64 %43
  store <4 x float> zeroinitializer, ptr %scevgep97, align 4
  %.355 = add i64 %.16, 4
  %lsr.iv.next = add i64 %lsr.iv, -4
  %lsr.iv.next92 = add i64 %lsr.iv91, %3
  %.356 = icmp slt i64 %.355, %.1
  br i1 %.356, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_1_4(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 4, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -4
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %5 = shl i64 %.2, 2
  %6 = add i64 %4, %5
  %7 = add i64 %6, -16
  %scevgep26 = getelementptr i8, ptr %.6, i64 %7
  %8 = shl i64 %.7, 7
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  %13 = shl i64 %.4, 2
  %14 = shl i64 %.4, 2
  %15 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.381, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %16 = mul i64 %9, %smin
  %smin55 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %17 = mul i64 %10, %smin55
  %smin57 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %18 = mul i64 %11, %smin57
  %smin59 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %19 = mul i64 %12, %smin59
  %smin61 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %20 = mul i64 %13, %smin61
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %21 = mul i64 %14, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %22 = mul i64 %15, %smin65
  %23 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %24 = xor i64 %.16, -1
  %.20 = add i64 %.1, %24
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %23, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.96, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.99, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin67 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = mul i64 %smin67, -1
  %.96 = add i64 %.86, 32
  %.98 = tail call i64 @llvm.smin.i64(i64 %.96, i64 %.10)
  %.99 = add i64 %.87, 1
  %.100 = or disjoint i64 %.86, 1
  %.101 = mul i64 %.86, %.7
  %.103 = mul i64 %.86, %.5
  %gep2 = getelementptr float, ptr %invariant.gep1, i64 %.101
  %.106 = load <4 x float>, ptr %gep2, align 4
  %.107 = getelementptr float, ptr %.19, i64 %.103
  %.108 = load float, ptr %.107, align 4
  %.109 = insertelement <4 x float> poison, float %.108, i64 0
  %.110 = shufflevector <4 x float> %.109, <4 x float> poison, <4 x i32> zeroinitializer
  %.111 = fmul <4 x float> %.106, %.110
  %.112 = getelementptr float, ptr %.38, i64 %.103
  %.113 = load float, ptr %.112, align 4
  %.114 = insertelement <4 x float> poison, float %.113, i64 0
  %.115 = shufflevector <4 x float> %.114, <4 x float> poison, <4 x i32> zeroinitializer
  %.116 = fmul <4 x float> %.106, %.115
  %.117 = getelementptr float, ptr %.40, i64 %.103
  %.118 = load float, ptr %.117, align 4
  %.119 = insertelement <4 x float> poison, float %.118, i64 0
  %.120 = shufflevector <4 x float> %.119, <4 x float> poison, <4 x i32> zeroinitializer
  %.121 = fmul <4 x float> %.106, %.120
  %.122 = getelementptr float, ptr %.42, i64 %.103
  %.123 = load float, ptr %.122, align 4
  %.124 = insertelement <4 x float> poison, float %.123, i64 0
  %.125 = shufflevector <4 x float> %.124, <4 x float> poison, <4 x i32> zeroinitializer
  %.126 = fmul <4 x float> %.106, %.125
  %.127 = getelementptr float, ptr %.44, i64 %.103
  %.128 = load float, ptr %.127, align 4
  %.129 = insertelement <4 x float> poison, float %.128, i64 0
  %.130 = shufflevector <4 x float> %.129, <4 x float> poison, <4 x i32> zeroinitializer
  %.131 = fmul <4 x float> %.106, %.130
  %.132 = getelementptr float, ptr %.46, i64 %.103
  %.133 = load float, ptr %.132, align 4
  %.134 = insertelement <4 x float> poison, float %.133, i64 0
  %.135 = shufflevector <4 x float> %.134, <4 x float> poison, <4 x i32> zeroinitializer
  %.136 = fmul <4 x float> %.106, %.135
  %.137 = getelementptr float, ptr %.48, i64 %.103
  %.138 = load float, ptr %.137, align 4
  %.139 = insertelement <4 x float> poison, float %.138, i64 0
  %.140 = shufflevector <4 x float> %.139, <4 x float> poison, <4 x i32> zeroinitializer
  %.141 = fmul <4 x float> %.106, %.140
  %.142 = getelementptr float, ptr %.50, i64 %.103
  %.143 = load float, ptr %.142, align 4
  %.144 = insertelement <4 x float> poison, float %.143, i64 0
  %.145 = shufflevector <4 x float> %.144, <4 x float> poison, <4 x i32> zeroinitializer
  %.146 = fmul <4 x float> %.106, %.145
  %.147 = icmp slt i64 %.100, %.98
  br i1 %.147, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.349 = phi <4 x float> [ zeroinitializer, %loop ], [ %.294, %after.3 ]
  %.350 = phi <4 x float> [ zeroinitializer, %loop ], [ %.295, %after.3 ]
  %.351 = phi <4 x float> [ zeroinitializer, %loop ], [ %.296, %after.3 ]
  %.352 = phi <4 x float> [ zeroinitializer, %loop ], [ %.297, %after.3 ]
  %.353 = phi <4 x float> [ zeroinitializer, %loop ], [ %.298, %after.3 ]
  %.354 = phi <4 x float> [ zeroinitializer, %loop ], [ %.299, %after.3 ]
  %.355 = phi <4 x float> [ zeroinitializer, %loop ], [ %.300, %after.3 ]
  %.356 = phi <4 x float> [ zeroinitializer, %loop ], [ %.301, %after.3 ]
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr31 = getelementptr i8, ptr %.52, i64 %sunkaddr
  %sunkaddr32 = getelementptr i8, ptr %sunkaddr31, i64 -16
  store <4 x float> %.349, ptr %sunkaddr32, align 4
  %sunkaddr33 = mul i64 %.2, 4
  %sunkaddr34 = getelementptr i8, ptr %.71, i64 %sunkaddr33
  %sunkaddr35 = getelementptr i8, ptr %sunkaddr34, i64 -16
  store <4 x float> %.350, ptr %sunkaddr35, align 4
  %sunkaddr36 = mul i64 %.2, 4
  %sunkaddr37 = getelementptr i8, ptr %.73, i64 %sunkaddr36
  %sunkaddr38 = getelementptr i8, ptr %sunkaddr37, i64 -16
  store <4 x float> %.351, ptr %sunkaddr38, align 4
  %sunkaddr39 = mul i64 %.2, 4
  %sunkaddr40 = getelementptr i8, ptr %.75, i64 %sunkaddr39
  %sunkaddr41 = getelementptr i8, ptr %sunkaddr40, i64 -16
  store <4 x float> %.352, ptr %sunkaddr41, align 4
  %sunkaddr42 = mul i64 %.2, 4
  %sunkaddr43 = getelementptr i8, ptr %.77, i64 %sunkaddr42
  %sunkaddr44 = getelementptr i8, ptr %sunkaddr43, i64 -16
  store <4 x float> %.353, ptr %sunkaddr44, align 4
  %sunkaddr45 = mul i64 %.2, 4
  %sunkaddr46 = getelementptr i8, ptr %.79, i64 %sunkaddr45
  %sunkaddr47 = getelementptr i8, ptr %sunkaddr46, i64 -16
  store <4 x float> %.354, ptr %sunkaddr47, align 4
  %sunkaddr48 = mul i64 %.2, 4
  %sunkaddr49 = getelementptr i8, ptr %.81, i64 %sunkaddr48
  %sunkaddr50 = getelementptr i8, ptr %sunkaddr49, i64 -16
  store <4 x float> %.355, ptr %sunkaddr50, align 4
  %sunkaddr51 = mul i64 %.2, 4
  %sunkaddr52 = getelementptr i8, ptr %.83, i64 %sunkaddr51
  %sunkaddr53 = getelementptr i8, ptr %sunkaddr52, i64 -16
  store <4 x float> %.356, ptr %sunkaddr53, align 4
  %.381 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.382 = icmp slt i64 %.381, %.1
  br i1 %.382, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv68 = phi i64 [ %25, %loop.2.preheader ], [ %lsr.iv.next69, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.151 = phi <4 x float> [ %.205, %loop.2 ], [ %.111, %loop.2.preheader ]
  %.152 = phi <4 x float> [ %.206, %loop.2 ], [ %.116, %loop.2.preheader ]
  %.153 = phi <4 x float> [ %.207, %loop.2 ], [ %.121, %loop.2.preheader ]
  %.154 = phi <4 x float> [ %.208, %loop.2 ], [ %.126, %loop.2.preheader ]
  %.155 = phi <4 x float> [ %.209, %loop.2 ], [ %.131, %loop.2.preheader ]
  %.156 = phi <4 x float> [ %.210, %loop.2 ], [ %.136, %loop.2.preheader ]
  %.157 = phi <4 x float> [ %.211, %loop.2 ], [ %.141, %loop.2.preheader ]
  %.158 = phi <4 x float> [ %.212, %loop.2 ], [ %.146, %loop.2.preheader ]
  %.164 = load <4 x float>, ptr %lsr.iv29, align 4
  %.166 = load float, ptr %lsr.iv11, align 4
  %.167 = insertelement <4 x float> poison, float %.166, i64 0
  %.168 = shufflevector <4 x float> %.167, <4 x float> poison, <4 x i32> zeroinitializer
  %.169 = fmul <4 x float> %.164, %.168
  %scevgep54 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.171 = load float, ptr %scevgep54, align 4
  %.172 = insertelement <4 x float> poison, float %.171, i64 0
  %.173 = shufflevector <4 x float> %.172, <4 x float> poison, <4 x i32> zeroinitializer
  %.174 = fmul <4 x float> %.164, %.173
  %scevgep56 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.176 = load float, ptr %scevgep56, align 4
  %.177 = insertelement <4 x float> poison, float %.176, i64 0
  %.178 = shufflevector <4 x float> %.177, <4 x float> poison, <4 x i32> zeroinitializer
  %.179 = fmul <4 x float> %.164, %.178
  %scevgep58 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.181 = load float, ptr %scevgep58, align 4
  %.182 = insertelement <4 x float> poison, float %.181, i64 0
  %.183 = shufflevector <4 x float> %.182, <4 x float> poison, <4 x i32> zeroinitializer
  %.184 = fmul <4 x float> %.164, %.183
  %scevgep60 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.186 = load float, ptr %scevgep60, align 4
  %.187 = insertelement <4 x float> poison, float %.186, i64 0
  %.188 = shufflevector <4 x float> %.187, <4 x float> poison, <4 x i32> zeroinitializer
  %.189 = fmul <4 x float> %.164, %.188
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %20
  %.191 = load float, ptr %scevgep62, align 4
  %.192 = insertelement <4 x float> poison, float %.191, i64 0
  %.193 = shufflevector <4 x float> %.192, <4 x float> poison, <4 x i32> zeroinitializer
  %.194 = fmul <4 x float> %.164, %.193
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %21
  %.196 = load float, ptr %scevgep64, align 4
  %.197 = insertelement <4 x float> poison, float %.196, i64 0
  %.198 = shufflevector <4 x float> %.197, <4 x float> poison, <4 x i32> zeroinitializer
  %.199 = fmul <4 x float> %.164, %.198
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %22
  %.201 = load float, ptr %scevgep66, align 4
  %.202 = insertelement <4 x float> poison, float %.201, i64 0
  %.203 = shufflevector <4 x float> %.202, <4 x float> poison, <4 x i32> zeroinitializer
  %.204 = fmul <4 x float> %.164, %.203
  %.205 = fadd <4 x float> %.151, %.169
  %.206 = fadd <4 x float> %.152, %.174
  %.207 = fadd <4 x float> %.153, %.179
  %.208 = fadd <4 x float> %.154, %.184
  %.209 = fadd <4 x float> %.155, %.189
  %.210 = fadd <4 x float> %.156, %.194
  %.211 = fadd <4 x float> %.157, %.199
  %.212 = fadd <4 x float> %.158, %.204
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next69 = add i64 %lsr.iv68, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next69
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.218 = phi <4 x float> [ %.111, %loop.1 ], [ %.205, %loop.2 ]
  %.219 = phi <4 x float> [ %.116, %loop.1 ], [ %.206, %loop.2 ]
  %.220 = phi <4 x float> [ %.121, %loop.1 ], [ %.207, %loop.2 ]
  %.221 = phi <4 x float> [ %.126, %loop.1 ], [ %.208, %loop.2 ]
  %.222 = phi <4 x float> [ %.131, %loop.1 ], [ %.209, %loop.2 ]
  %.223 = phi <4 x float> [ %.136, %loop.1 ], [ %.210, %loop.2 ]
  %.224 = phi <4 x float> [ %.141, %loop.1 ], [ %.211, %loop.2 ]
  %.225 = phi <4 x float> [ %.146, %loop.1 ], [ %.212, %loop.2 ]
  %26 = icmp slt i64 %.96, %.10
  %.226 = sub i64 -2, %.87
  %.227 = select i1 %26, i64 %.226, i64 -1
  %.228 = and i64 %.227, %.87
  %.229.not = icmp eq i64 %.228, 0
  br i1 %.229.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.231 = phi i64 [ %.290, %loop.3 ], [ %.228, %loop.3.preheader ]
  %.232 = phi <4 x float> [ %.267, %loop.3 ], [ %.218, %loop.3.preheader ]
  %.233 = phi <4 x float> [ %.270, %loop.3 ], [ %.219, %loop.3.preheader ]
  %.234 = phi <4 x float> [ %.273, %loop.3 ], [ %.220, %loop.3.preheader ]
  %.235 = phi <4 x float> [ %.276, %loop.3 ], [ %.221, %loop.3.preheader ]
  %.236 = phi <4 x float> [ %.279, %loop.3 ], [ %.222, %loop.3.preheader ]
  %.237 = phi <4 x float> [ %.282, %loop.3 ], [ %.223, %loop.3.preheader ]
  %.238 = phi <4 x float> [ %.285, %loop.3 ], [ %.224, %loop.3.preheader ]
  %.239 = phi <4 x float> [ %.288, %loop.3 ], [ %.225, %loop.3.preheader ]
  %.240 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.231, i1 true)
  %.243.idx = shl nuw nsw i64 %.240, 7
  %.243 = getelementptr i8, ptr %.11, i64 %.243.idx
  %.246 = getelementptr i8, ptr %.243, i64 16
  %.249 = getelementptr i8, ptr %.243, i64 32
  %.252 = getelementptr i8, ptr %.243, i64 48
  %.255 = getelementptr i8, ptr %.243, i64 64
  %.258 = getelementptr i8, ptr %.243, i64 80
  %.261 = getelementptr i8, ptr %.243, i64 96
  %.264 = getelementptr i8, ptr %.243, i64 112
  %.266 = load <4 x float>, ptr %.243, align 4
  %.267 = fadd <4 x float> %.232, %.266
  %.269 = load <4 x float>, ptr %.246, align 4
  %.270 = fadd <4 x float> %.233, %.269
  %.272 = load <4 x float>, ptr %.249, align 4
  %.273 = fadd <4 x float> %.234, %.272
  %.275 = load <4 x float>, ptr %.252, align 4
  %.276 = fadd <4 x float> %.235, %.275
  %.278 = load <4 x float>, ptr %.255, align 4
  %.279 = fadd <4 x float> %.236, %.278
  %.281 = load <4 x float>, ptr %.258, align 4
  %.282 = fadd <4 x float> %.237, %.281
  %.284 = load <4 x float>, ptr %.261, align 4
  %.285 = fadd <4 x float> %.238, %.284
  %.287 = load <4 x float>, ptr %.264, align 4
  %.288 = fadd <4 x float> %.239, %.287
  %.289 = add i64 %.231, -1
  %.290 = and i64 %.289, %.231
  %.291.not = icmp eq i64 %.290, 0
  br i1 %.291.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.294 = phi <4 x float> [ %.218, %after.2 ], [ %.267, %loop.3 ]
  %.295 = phi <4 x float> [ %.219, %after.2 ], [ %.270, %loop.3 ]
  %.296 = phi <4 x float> [ %.220, %after.2 ], [ %.273, %loop.3 ]
  %.297 = phi <4 x float> [ %.221, %after.2 ], [ %.276, %loop.3 ]
  %.298 = phi <4 x float> [ %.222, %after.2 ], [ %.279, %loop.3 ]
  %.299 = phi <4 x float> [ %.223, %after.2 ], [ %.282, %loop.3 ]
  %.300 = phi <4 x float> [ %.224, %after.2 ], [ %.285, %loop.3 ]
  %.301 = phi <4 x float> [ %.225, %after.2 ], [ %.288, %loop.3 ]
  %27 = icmp slt i64 %.96, %.10
  br i1 %27, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.303 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.99, i1 true)
  %.306.idx = shl nuw nsw i64 %.303, 7
  %.306 = getelementptr i8, ptr %.11, i64 %.306.idx
  %.309 = getelementptr i8, ptr %.306, i64 16
  %.312 = getelementptr i8, ptr %.306, i64 32
  %.315 = getelementptr i8, ptr %.306, i64 48
  %.318 = getelementptr i8, ptr %.306, i64 64
  %.321 = getelementptr i8, ptr %.306, i64 80
  %.324 = getelementptr i8, ptr %.306, i64 96
  %.327 = getelementptr i8, ptr %.306, i64 112
  store <4 x float> %.294, ptr %.306, align 4
  store <4 x float> %.295, ptr %.309, align 4
  store <4 x float> %.296, ptr %.312, align 4
  store <4 x float> %.297, ptr %.315, align 4
  store <4 x float> %.298, ptr %.318, align 4
  store <4 x float> %.299, ptr %.321, align 4
  store <4 x float> %.300, ptr %.324, align 4
  store <4 x float> %.301, ptr %.327, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %8
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_1_4(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 4, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -4
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = shl i64 %.9, 4
  %3 = add i64 %1, -16
  %scevgep43 = getelementptr i8, ptr %.8, i64 %3
  %4 = shl i64 %.9, 2
  %5 = shl i64 %.9, 2
  %6 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %7 = add nsw i64 %.1, -1
  %8 = shl i64 %.5, 2
  %9 = shl i64 %.4, 4
  %10 = shl i64 %.5, 3
  %11 = shl i64 %.7, 2
  %12 = shl i64 %.7, 3
  %13 = shl i64 %.5, 2
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.4, 2
  %16 = shl i64 %.4, 2
  %17 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %7, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.225.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %18 = mul i64 %15, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %19 = mul i64 %16, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %20 = mul i64 %17, %smin67
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %21 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %21
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.60.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.63.us, %after.3.endif.us ]
  %smin72 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %22
  %.60.us = add i64 %.54.us, 32
  %.62.us = tail call i64 @llvm.smin.i64(i64 %.60.us, i64 %.10)
  %.63.us = add i64 %.55.us, 1
  %.64.us = or disjoint i64 %.54.us, 1
  %.65.us = mul i64 %.54.us, %.7
  %.67.us = mul i64 %.54.us, %.5
  %gep2.us = getelementptr float, ptr %invariant.gep1, i64 %.65.us
  %.70.us = load <4 x float>, ptr %gep2.us, align 4
  %.71.us = getelementptr float, ptr %.19.us, i64 %.67.us
  %.72.us = load float, ptr %.71.us, align 4
  %.73.us = insertelement <4 x float> poison, float %.72.us, i64 0
  %.74.us = shufflevector <4 x float> %.73.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.75.us = fmul <4 x float> %.70.us, %.74.us
  %.76.us = getelementptr float, ptr %.30.us, i64 %.67.us
  %.77.us = load float, ptr %.76.us, align 4
  %.78.us = insertelement <4 x float> poison, float %.77.us, i64 0
  %.79.us = shufflevector <4 x float> %.78.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.80.us = fmul <4 x float> %.70.us, %.79.us
  %.81.us = getelementptr float, ptr %.32.us, i64 %.67.us
  %.82.us = load float, ptr %.81.us, align 4
  %.83.us = insertelement <4 x float> poison, float %.82.us, i64 0
  %.84.us = shufflevector <4 x float> %.83.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.85.us = fmul <4 x float> %.70.us, %.84.us
  %.86.us = getelementptr float, ptr %.34.us, i64 %.67.us
  %.87.us = load float, ptr %.86.us, align 4
  %.88.us = insertelement <4 x float> poison, float %.87.us, i64 0
  %.89.us = shufflevector <4 x float> %.88.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.90.us = fmul <4 x float> %.70.us, %.89.us
  %.91.us = icmp slt i64 %.64.us, %.62.us
  br i1 %.91.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %23 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %23, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.99.us.prol = mul i64 %.64.us, %.7
  %.101.us.prol = mul i64 %.64.us, %.5
  %gep.us.prol = getelementptr float, ptr %invariant.gep1, i64 %.99.us.prol
  %.104.us.prol = load <4 x float>, ptr %gep.us.prol, align 4
  %.105.us.prol = getelementptr float, ptr %.19.us, i64 %.101.us.prol
  %.106.us.prol = load float, ptr %.105.us.prol, align 4
  %.107.us.prol = insertelement <4 x float> poison, float %.106.us.prol, i64 0
  %.108.us.prol = shufflevector <4 x float> %.107.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.109.us.prol = fmul <4 x float> %.104.us.prol, %.108.us.prol
  %.110.us.prol = getelementptr float, ptr %.30.us, i64 %.101.us.prol
  %.111.us.prol = load float, ptr %.110.us.prol, align 4
  %.112.us.prol = insertelement <4 x float> poison, float %.111.us.prol, i64 0
  %.113.us.prol = shufflevector <4 x float> %.112.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.114.us.prol = fmul <4 x float> %.104.us.prol, %.113.us.prol
  %.115.us.prol = getelementptr float, ptr %.32.us, i64 %.101.us.prol
  %.116.us.prol = load float, ptr %.115.us.prol, align 4
  %.117.us.prol = insertelement <4 x float> poison, float %.116.us.prol, i64 0
  %.118.us.prol = shufflevector <4 x float> %.117.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.119.us.prol = fmul <4 x float> %.104.us.prol, %.118.us.prol
  %.120.us.prol = getelementptr float, ptr %.34.us, i64 %.101.us.prol
  %.121.us.prol = load float, ptr %.120.us.prol, align 4
  %.122.us.prol = insertelement <4 x float> poison, float %.121.us.prol, i64 0
  %.123.us.prol = shufflevector <4 x float> %.122.us.prol, <4 x float> poison, <4 x i32> zeroinitializer
  %.124.us.prol = fmul <4 x float> %.104.us.prol, %.123.us.prol
  %.125.us.prol = fadd <4 x float> %.75.us, %.109.us.prol
  %.126.us.prol = fadd <4 x float> %.80.us, %.114.us.prol
  %.127.us.prol = fadd <4 x float> %.85.us, %.119.us.prol
  %.128.us.prol = fadd <4 x float> %.90.us, %.124.us.prol
  %.129.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.125.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.126.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.127.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.128.us.lcssa.unr = phi <4 x float> [ poison, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %.93.us.unr = phi i64 [ %.64.us, %loop.2.us.preheader ], [ %.129.us.prol, %loop.2.us.prol ]
  %.95.us.unr = phi <4 x float> [ %.75.us, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.96.us.unr = phi <4 x float> [ %.80.us, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.97.us.unr = phi <4 x float> [ %.85.us, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.98.us.unr = phi <4 x float> [ %.90.us, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %24 = icmp eq i64 %reass.sub, 2
  br i1 %24, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %25 = add i64 %.93.us.unr, 1
  %26 = mul i64 %8, %25
  %27 = mul i64 %11, %25
  %28 = mul i64 %13, %.93.us.unr
  %29 = mul i64 %14, %.93.us.unr
  %30 = add i64 %18, %28
  %31 = add i64 %19, %28
  %32 = add i64 %20, %28
  %33 = add i64 %18, %26
  %34 = add i64 %19, %26
  %35 = add i64 %20, %26
  %36 = sub i64 %.93.us.unr, %smin72
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv73 = phi i64 [ %36, %loop.2.us.preheader13 ], [ %lsr.iv.next74, %loop.2.us ]
  %lsr.iv29 = phi ptr [ %invariant.gep1, %loop.2.us.preheader13 ], [ %scevgep30, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.95.us = phi <4 x float> [ %.125.us.1, %loop.2.us ], [ %.95.us.unr, %loop.2.us.preheader13 ]
  %.96.us = phi <4 x float> [ %.126.us.1, %loop.2.us ], [ %.96.us.unr, %loop.2.us.preheader13 ]
  %.97.us = phi <4 x float> [ %.127.us.1, %loop.2.us ], [ %.97.us.unr, %loop.2.us.preheader13 ]
  %.98.us = phi <4 x float> [ %.128.us.1, %loop.2.us ], [ %.98.us.unr, %loop.2.us.preheader13 ]
  %scevgep36 = getelementptr i8, ptr %lsr.iv29, i64 %29
  %.104.us = load <4 x float>, ptr %scevgep36, align 4
  %scevgep35 = getelementptr i8, ptr %lsr.iv21, i64 %28
  %.106.us = load float, ptr %scevgep35, align 4
  %.107.us = insertelement <4 x float> poison, float %.106.us, i64 0
  %.108.us = shufflevector <4 x float> %.107.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.109.us = fmul <4 x float> %.104.us, %.108.us
  %scevgep64 = getelementptr i8, ptr %lsr.iv21, i64 %30
  %.111.us = load float, ptr %scevgep64, align 4
  %.112.us = insertelement <4 x float> poison, float %.111.us, i64 0
  %.113.us = shufflevector <4 x float> %.112.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.114.us = fmul <4 x float> %.104.us, %.113.us
  %scevgep66 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.116.us = load float, ptr %scevgep66, align 4
  %.117.us = insertelement <4 x float> poison, float %.116.us, i64 0
  %.118.us = shufflevector <4 x float> %.117.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.119.us = fmul <4 x float> %.104.us, %.118.us
  %scevgep68 = getelementptr i8, ptr %lsr.iv21, i64 %32
  %.121.us = load float, ptr %scevgep68, align 4
  %.122.us = insertelement <4 x float> poison, float %.121.us, i64 0
  %.123.us = shufflevector <4 x float> %.122.us, <4 x float> poison, <4 x i32> zeroinitializer
  %.124.us = fmul <4 x float> %.104.us, %.123.us
  %.125.us = fadd <4 x float> %.95.us, %.109.us
  %.126.us = fadd <4 x float> %.96.us, %.114.us
  %.127.us = fadd <4 x float> %.97.us, %.119.us
  %.128.us = fadd <4 x float> %.98.us, %.124.us
  %scevgep31 = getelementptr i8, ptr %lsr.iv29, i64 %27
  %.104.us.1 = load <4 x float>, ptr %scevgep31, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %26
  %.106.us.1 = load float, ptr %scevgep28, align 4
  %.107.us.1 = insertelement <4 x float> poison, float %.106.us.1, i64 0
  %.108.us.1 = shufflevector <4 x float> %.107.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.109.us.1 = fmul <4 x float> %.104.us.1, %.108.us.1
  %scevgep69 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.111.us.1 = load float, ptr %scevgep69, align 4
  %.112.us.1 = insertelement <4 x float> poison, float %.111.us.1, i64 0
  %.113.us.1 = shufflevector <4 x float> %.112.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.114.us.1 = fmul <4 x float> %.104.us.1, %.113.us.1
  %scevgep70 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.116.us.1 = load float, ptr %scevgep70, align 4
  %.117.us.1 = insertelement <4 x float> poison, float %.116.us.1, i64 0
  %.118.us.1 = shufflevector <4 x float> %.117.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.119.us.1 = fmul <4 x float> %.104.us.1, %.118.us.1
  %scevgep71 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.121.us.1 = load float, ptr %scevgep71, align 4
  %.122.us.1 = insertelement <4 x float> poison, float %.121.us.1, i64 0
  %.123.us.1 = shufflevector <4 x float> %.122.us.1, <4 x float> poison, <4 x i32> zeroinitializer
  %.124.us.1 = fmul <4 x float> %.104.us.1, %.123.us.1
  %.125.us.1 = fadd <4 x float> %.125.us, %.109.us.1
  %.126.us.1 = fadd <4 x float> %.126.us, %.114.us.1
  %.127.us.1 = fadd <4 x float> %.127.us, %.119.us.1
  %.128.us.1 = fadd <4 x float> %.128.us, %.124.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %10
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %12
  %lsr.iv.next74 = add i64 %lsr.iv73, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next74, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.134.us = phi <4 x float> [ %.75.us, %loop.1.us ], [ %.125.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.125.us.1, %loop.2.us ]
  %.135.us = phi <4 x float> [ %.80.us, %loop.1.us ], [ %.126.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.126.us.1, %loop.2.us ]
  %.136.us = phi <4 x float> [ %.85.us, %loop.1.us ], [ %.127.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.127.us.1, %loop.2.us ]
  %.137.us = phi <4 x float> [ %.90.us, %loop.1.us ], [ %.128.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.128.us.1, %loop.2.us ]
  %37 = icmp slt i64 %.60.us, %.10
  %.138.us = sub i64 -2, %.55.us
  %.139.us = select i1 %37, i64 %.138.us, i64 -1
  %.140.us = and i64 %.139.us, %.55.us
  %.141.not.us = icmp eq i64 %.140.us, 0
  br i1 %.141.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.143.us = phi i64 [ %.174.us, %loop.3.us ], [ %.140.us, %loop.3.us.preheader ]
  %.144.us = phi <4 x float> [ %.163.us, %loop.3.us ], [ %.134.us, %loop.3.us.preheader ]
  %.145.us = phi <4 x float> [ %.166.us, %loop.3.us ], [ %.135.us, %loop.3.us.preheader ]
  %.146.us = phi <4 x float> [ %.169.us, %loop.3.us ], [ %.136.us, %loop.3.us.preheader ]
  %.147.us = phi <4 x float> [ %.172.us, %loop.3.us ], [ %.137.us, %loop.3.us.preheader ]
  %.148.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.143.us, i1 true)
  %.151.us.idx = shl nuw nsw i64 %.148.us, 6
  %.151.us = getelementptr i8, ptr %.11, i64 %.151.us.idx
  %.154.us = getelementptr i8, ptr %.151.us, i64 16
  %.157.us = getelementptr i8, ptr %.151.us, i64 32
  %.160.us = getelementptr i8, ptr %.151.us, i64 48
  %.162.us = load <4 x float>, ptr %.151.us, align 4
  %.163.us = fadd <4 x float> %.144.us, %.162.us
  %.165.us = load <4 x float>, ptr %.154.us, align 4
  %.166.us = fadd <4 x float> %.145.us, %.165.us
  %.168.us = load <4 x float>, ptr %.157.us, align 4
  %.169.us = fadd <4 x float> %.146.us, %.168.us
  %.171.us = load <4 x float>, ptr %.160.us, align 4
  %.172.us = fadd <4 x float> %.147.us, %.171.us
  %.173.us = add i64 %.143.us, -1
  %.174.us = and i64 %.173.us, %.143.us
  %.175.not.us = icmp eq i64 %.174.us, 0
  br i1 %.175.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.178.us = phi <4 x float> [ %.134.us, %after.2.us ], [ %.163.us, %loop.3.us ]
  %.179.us = phi <4 x float> [ %.135.us, %after.2.us ], [ %.166.us, %loop.3.us ]
  %.180.us = phi <4 x float> [ %.136.us, %after.2.us ], [ %.169.us, %loop.3.us ]
  %.181.us = phi <4 x float> [ %.137.us, %after.2.us ], [ %.172.us, %loop.3.us ]
  %38 = icmp slt i64 %.60.us, %.10
  br i1 %38, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.183.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.63.us, i1 true)
  %.186.us.idx = shl nuw nsw i64 %.183.us, 6
  %.186.us = getelementptr i8, ptr %.11, i64 %.186.us.idx
  %.189.us = getelementptr i8, ptr %.186.us, i64 16
  %.192.us = getelementptr i8, ptr %.186.us, i64 32
  %.195.us = getelementptr i8, ptr %.186.us, i64 48
  store <4 x float> %.178.us, ptr %.186.us, align 4
  store <4 x float> %.179.us, ptr %.189.us, align 4
  store <4 x float> %.180.us, ptr %.192.us, align 4
  store <4 x float> %.181.us, ptr %.195.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr51 = getelementptr i8, ptr %.36.us, i64 %sunkaddr
  %sunkaddr52 = getelementptr i8, ptr %sunkaddr51, i64 -16
  store <4 x float> %.178.us, ptr %sunkaddr52, align 4
  %sunkaddr53 = mul i64 %.2, 4
  %sunkaddr54 = getelementptr i8, ptr %.47.us, i64 %sunkaddr53
  %sunkaddr55 = getelementptr i8, ptr %sunkaddr54, i64 -16
  store <4 x float> %.179.us, ptr %sunkaddr55, align 4
  %sunkaddr56 = mul i64 %.2, 4
  %sunkaddr57 = getelementptr i8, ptr %.49.us, i64 %sunkaddr56
  %sunkaddr58 = getelementptr i8, ptr %sunkaddr57, i64 -16
  store <4 x float> %.180.us, ptr %sunkaddr58, align 4
  %sunkaddr59 = mul i64 %.2, 4
  %sunkaddr60 = getelementptr i8, ptr %.51.us, i64 %sunkaddr59
  %sunkaddr61 = getelementptr i8, ptr %sunkaddr60, i64 -16
  store <4 x float> %.181.us, ptr %sunkaddr61, align 4
  %.225.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %9
  %.226.us = icmp slt i64 %.225.us, %.1
  br i1 %.226.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv44 = phi ptr [ %scevgep43, %loop.preheader14 ], [ %scevgep45, %loop ]
  %lsr.iv37 = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next38, %loop ]
  %.16 = phi i64 [ %.225, %loop ], [ 0, %loop.preheader14 ]
  %smin75 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 1)
  %39 = mul i64 %4, %smin75
  %scevgep76 = getelementptr i8, ptr %lsr.iv44, i64 %39
  %smin77 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 2)
  %40 = mul i64 %5, %smin77
  %scevgep78 = getelementptr i8, ptr %lsr.iv44, i64 %40
  %smin79 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 3)
  %41 = mul i64 %6, %smin79
  %scevgep80 = getelementptr i8, ptr %lsr.iv44, i64 %41
  store <4 x float> zeroinitializer, ptr %lsr.iv44, align 4
  store <4 x float> zeroinitializer, ptr %scevgep76, align 4
  store <4 x float> zeroinitializer, ptr %scevgep78, align 4
  store <4 x float> zeroinitializer, ptr %scevgep80, align 4
  %.225 = add i64 %.16, 4
  %lsr.iv.next38 = add i64 %lsr.iv37, -4
  %scevgep45 = getelementptr i8, ptr %lsr.iv44, i64 %2
  %.226 = icmp slt i64 %.225, %.1
  br i1 %.226, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_2_2(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 3, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %scevgep26 = getelementptr i8, ptr %.6, i64 %4
  %5 = shl i64 %.7, 7
  %6 = shl i64 %.4, 2
  %7 = shl i64 %.4, 2
  %8 = shl i64 %.4, 2
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.635, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %13 = mul i64 %6, %smin
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %14 = mul i64 %7, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %15 = mul i64 %8, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %16 = mul i64 %9, %smin67
  %smin69 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %17 = mul i64 %10, %smin69
  %smin71 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %18 = mul i64 %11, %smin71
  %smin73 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %19 = mul i64 %12, %smin73
  %20 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %21 = xor i64 %.16, -1
  %.20 = add i64 %.1, %21
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %20, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.104, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.107, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin75 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = mul i64 %smin75, -1
  %.104 = add i64 %.86, 32
  %.106 = tail call i64 @llvm.smin.i64(i64 %.104, i64 %.10)
  %.107 = add i64 %.87, 1
  %.108 = or disjoint i64 %.86, 1
  %.109 = mul i64 %.86, %.7
  %.110 = getelementptr float, ptr %.6, i64 %.109
  %.111 = mul i64 %.86, %.5
  %.114 = load <2 x float>, ptr %.110, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr32 = getelementptr i8, ptr %.110, i64 %sunkaddr
  %sunkaddr33 = getelementptr i8, ptr %sunkaddr32, i64 -8
  %.117 = load <2 x float>, ptr %sunkaddr33, align 4
  %.118 = getelementptr float, ptr %.19, i64 %.111
  %.119 = load float, ptr %.118, align 4
  %.120 = insertelement <2 x float> poison, float %.119, i64 0
  %.121 = shufflevector <2 x float> %.120, <2 x float> poison, <2 x i32> zeroinitializer
  %.122 = fmul <2 x float> %.114, %.121
  %.127 = fmul <2 x float> %.117, %.121
  %.128 = getelementptr float, ptr %.38, i64 %.111
  %.129 = load float, ptr %.128, align 4
  %.130 = insertelement <2 x float> poison, float %.129, i64 0
  %.131 = shufflevector <2 x float> %.130, <2 x float> poison, <2 x i32> zeroinitializer
  %.132 = fmul <2 x float> %.114, %.131
  %.137 = fmul <2 x float> %.117, %.131
  %.138 = getelementptr float, ptr %.40, i64 %.111
  %.139 = load float, ptr %.138, align 4
  %.140 = insertelement <2 x float> poison, float %.139, i64 0
  %.141 = shufflevector <2 x float> %.140, <2 x float> poison, <2 x i32> zeroinitializer
  %.142 = fmul <2 x float> %.114, %.141
  %.147 = fmul <2 x float> %.117, %.141
  %.148 = getelementptr float, ptr %.42, i64 %.111
  %.149 = load float, ptr %.148, align 4
  %.150 = insertelement <2 x float> poison, float %.149, i64 0
  %.151 = shufflevector <2 x float> %.150, <2 x float> poison, <2 x i32> zeroinitializer
  %.152 = fmul <2 x float> %.114, %.151
  %.157 = fmul <2 x float> %.117, %.151
  %.158 = getelementptr float, ptr %.44, i64 %.111
  %.159 = load float, ptr %.158, align 4
  %.160 = insertelement <2 x float> poison, float %.159, i64 0
  %.161 = shufflevector <2 x float> %.160, <2 x float> poison, <2 x i32> zeroinitializer
  %.162 = fmul <2 x float> %.114, %.161
  %.167 = fmul <2 x float> %.117, %.161
  %.168 = getelementptr float, ptr %.46, i64 %.111
  %.169 = load float, ptr %.168, align 4
  %.170 = insertelement <2 x float> poison, float %.169, i64 0
  %.171 = shufflevector <2 x float> %.170, <2 x float> poison, <2 x i32> zeroinitializer
  %.172 = fmul <2 x float> %.114, %.171
  %.177 = fmul <2 x float> %.117, %.171
  %.178 = getelementptr float, ptr %.48, i64 %.111
  %.179 = load float, ptr %.178, align 4
  %.180 = insertelement <2 x float> poison, float %.179, i64 0
  %.181 = shufflevector <2 x float> %.180, <2 x float> poison, <2 x i32> zeroinitializer
  %.182 = fmul <2 x float> %.114, %.181
  %.187 = fmul <2 x float> %.117, %.181
  %.188 = getelementptr float, ptr %.50, i64 %.111
  %.189 = load float, ptr %.188, align 4
  %.190 = insertelement <2 x float> poison, float %.189, i64 0
  %.191 = shufflevector <2 x float> %.190, <2 x float> poison, <2 x i32> zeroinitializer
  %.192 = fmul <2 x float> %.114, %.191
  %.197 = fmul <2 x float> %.117, %.191
  %.198 = icmp slt i64 %.108, %.106
  br i1 %.198, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.571 = phi <2 x float> [ zeroinitializer, %loop ], [ %.468, %after.3 ]
  %.572 = phi <2 x float> [ zeroinitializer, %loop ], [ %.469, %after.3 ]
  %.573 = phi <2 x float> [ zeroinitializer, %loop ], [ %.470, %after.3 ]
  %.574 = phi <2 x float> [ zeroinitializer, %loop ], [ %.471, %after.3 ]
  %.575 = phi <2 x float> [ zeroinitializer, %loop ], [ %.472, %after.3 ]
  %.576 = phi <2 x float> [ zeroinitializer, %loop ], [ %.473, %after.3 ]
  %.577 = phi <2 x float> [ zeroinitializer, %loop ], [ %.474, %after.3 ]
  %.578 = phi <2 x float> [ zeroinitializer, %loop ], [ %.475, %after.3 ]
  %.579 = phi <2 x float> [ zeroinitializer, %loop ], [ %.476, %after.3 ]
  %.580 = phi <2 x float> [ zeroinitializer, %loop ], [ %.477, %after.3 ]
  %.581 = phi <2 x float> [ zeroinitializer, %loop ], [ %.478, %after.3 ]
  %.582 = phi <2 x float> [ zeroinitializer, %loop ], [ %.479, %after.3 ]
  %.583 = phi <2 x float> [ zeroinitializer, %loop ], [ %.480, %after.3 ]
  %.584 = phi <2 x float> [ zeroinitializer, %loop ], [ %.481, %after.3 ]
  %.585 = phi <2 x float> [ zeroinitializer, %loop ], [ %.482, %after.3 ]
  %.586 = phi <2 x float> [ zeroinitializer, %loop ], [ %.483, %after.3 ]
  store <2 x float> %.571, ptr %.52, align 4
  %sunkaddr34 = mul i64 %.2, 4
  %sunkaddr35 = getelementptr i8, ptr %.52, i64 %sunkaddr34
  %sunkaddr36 = getelementptr i8, ptr %sunkaddr35, i64 -8
  store <2 x float> %.572, ptr %sunkaddr36, align 4
  store <2 x float> %.573, ptr %.71, align 4
  %sunkaddr37 = mul i64 %.2, 4
  %sunkaddr38 = getelementptr i8, ptr %.71, i64 %sunkaddr37
  %sunkaddr39 = getelementptr i8, ptr %sunkaddr38, i64 -8
  store <2 x float> %.574, ptr %sunkaddr39, align 4
  store <2 x float> %.575, ptr %.73, align 4
  %sunkaddr40 = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.73, i64 %sunkaddr40
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -8
  store <2 x float> %.576, ptr %sunkaddr42, align 4
  store <2 x float> %.577, ptr %.75, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.75, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -8
  store <2 x float> %.578, ptr %sunkaddr45, align 4
  store <2 x float> %.579, ptr %.77, align 4
  %sunkaddr46 = mul i64 %.2, 4
  %sunkaddr47 = getelementptr i8, ptr %.77, i64 %sunkaddr46
  %sunkaddr48 = getelementptr i8, ptr %sunkaddr47, i64 -8
  store <2 x float> %.580, ptr %sunkaddr48, align 4
  store <2 x float> %.581, ptr %.79, align 4
  %sunkaddr49 = mul i64 %.2, 4
  %sunkaddr50 = getelementptr i8, ptr %.79, i64 %sunkaddr49
  %sunkaddr51 = getelementptr i8, ptr %sunkaddr50, i64 -8
  store <2 x float> %.582, ptr %sunkaddr51, align 4
  store <2 x float> %.583, ptr %.81, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.81, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -8
  store <2 x float> %.584, ptr %sunkaddr54, align 4
  store <2 x float> %.585, ptr %.83, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.83, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -8
  store <2 x float> %.586, ptr %sunkaddr57, align 4
  %.635 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.636 = icmp slt i64 %.635, %.1
  br i1 %.636, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv76 = phi i64 [ %22, %loop.2.preheader ], [ %lsr.iv.next77, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.202 = phi <2 x float> [ %.307, %loop.2 ], [ %.122, %loop.2.preheader ]
  %.203 = phi <2 x float> [ %.308, %loop.2 ], [ %.127, %loop.2.preheader ]
  %.204 = phi <2 x float> [ %.309, %loop.2 ], [ %.132, %loop.2.preheader ]
  %.205 = phi <2 x float> [ %.310, %loop.2 ], [ %.137, %loop.2.preheader ]
  %.206 = phi <2 x float> [ %.311, %loop.2 ], [ %.142, %loop.2.preheader ]
  %.207 = phi <2 x float> [ %.312, %loop.2 ], [ %.147, %loop.2.preheader ]
  %.208 = phi <2 x float> [ %.313, %loop.2 ], [ %.152, %loop.2.preheader ]
  %.209 = phi <2 x float> [ %.314, %loop.2 ], [ %.157, %loop.2.preheader ]
  %.210 = phi <2 x float> [ %.315, %loop.2 ], [ %.162, %loop.2.preheader ]
  %.211 = phi <2 x float> [ %.316, %loop.2 ], [ %.167, %loop.2.preheader ]
  %.212 = phi <2 x float> [ %.317, %loop.2 ], [ %.172, %loop.2.preheader ]
  %.213 = phi <2 x float> [ %.318, %loop.2 ], [ %.177, %loop.2.preheader ]
  %.214 = phi <2 x float> [ %.319, %loop.2 ], [ %.182, %loop.2.preheader ]
  %.215 = phi <2 x float> [ %.320, %loop.2 ], [ %.187, %loop.2.preheader ]
  %.216 = phi <2 x float> [ %.321, %loop.2 ], [ %.192, %loop.2.preheader ]
  %.217 = phi <2 x float> [ %.322, %loop.2 ], [ %.197, %loop.2.preheader ]
  %.223 = load <2 x float>, ptr %lsr.iv29, align 4
  %sunkaddr78 = mul i64 %.2, 4
  %sunkaddr79 = getelementptr i8, ptr %lsr.iv29, i64 %sunkaddr78
  %sunkaddr80 = getelementptr i8, ptr %sunkaddr79, i64 -8
  %.226 = load <2 x float>, ptr %sunkaddr80, align 4
  %.228 = load float, ptr %lsr.iv11, align 4
  %.229 = insertelement <2 x float> poison, float %.228, i64 0
  %.230 = shufflevector <2 x float> %.229, <2 x float> poison, <2 x i32> zeroinitializer
  %.231 = fmul <2 x float> %.223, %.230
  %.236 = fmul <2 x float> %.226, %.230
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %13
  %.238 = load float, ptr %scevgep62, align 4
  %.239 = insertelement <2 x float> poison, float %.238, i64 0
  %.240 = shufflevector <2 x float> %.239, <2 x float> poison, <2 x i32> zeroinitializer
  %.241 = fmul <2 x float> %.223, %.240
  %.246 = fmul <2 x float> %.226, %.240
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %14
  %.248 = load float, ptr %scevgep64, align 4
  %.249 = insertelement <2 x float> poison, float %.248, i64 0
  %.250 = shufflevector <2 x float> %.249, <2 x float> poison, <2 x i32> zeroinitializer
  %.251 = fmul <2 x float> %.223, %.250
  %.256 = fmul <2 x float> %.226, %.250
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %15
  %.258 = load float, ptr %scevgep66, align 4
  %.259 = insertelement <2 x float> poison, float %.258, i64 0
  %.260 = shufflevector <2 x float> %.259, <2 x float> poison, <2 x i32> zeroinitializer
  %.261 = fmul <2 x float> %.223, %.260
  %.266 = fmul <2 x float> %.226, %.260
  %scevgep68 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.268 = load float, ptr %scevgep68, align 4
  %.269 = insertelement <2 x float> poison, float %.268, i64 0
  %.270 = shufflevector <2 x float> %.269, <2 x float> poison, <2 x i32> zeroinitializer
  %.271 = fmul <2 x float> %.223, %.270
  %.276 = fmul <2 x float> %.226, %.270
  %scevgep70 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.278 = load float, ptr %scevgep70, align 4
  %.279 = insertelement <2 x float> poison, float %.278, i64 0
  %.280 = shufflevector <2 x float> %.279, <2 x float> poison, <2 x i32> zeroinitializer
  %.281 = fmul <2 x float> %.223, %.280
  %.286 = fmul <2 x float> %.226, %.280
  %scevgep72 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.288 = load float, ptr %scevgep72, align 4
  %.289 = insertelement <2 x float> poison, float %.288, i64 0
  %.290 = shufflevector <2 x float> %.289, <2 x float> poison, <2 x i32> zeroinitializer
  %.291 = fmul <2 x float> %.223, %.290
  %.296 = fmul <2 x float> %.226, %.290
  %scevgep74 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.298 = load float, ptr %scevgep74, align 4
  %.299 = insertelement <2 x float> poison, float %.298, i64 0
  %.300 = shufflevector <2 x float> %.299, <2 x float> poison, <2 x i32> zeroinitializer
  %.301 = fmul <2 x float> %.223, %.300
  %.306 = fmul <2 x float> %.226, %.300
  %.307 = fadd <2 x float> %.202, %.231
  %.308 = fadd <2 x float> %.203, %.236
  %.309 = fadd <2 x float> %.204, %.241
  %.310 = fadd <2 x float> %.205, %.246
  %.311 = fadd <2 x float> %.206, %.251
  %.312 = fadd <2 x float> %.207, %.256
  %.313 = fadd <2 x float> %.208, %.261
  %.314 = fadd <2 x float> %.209, %.266
  %.315 = fadd <2 x float> %.210, %.271
  %.316 = fadd <2 x float> %.211, %.276
  %.317 = fadd <2 x float> %.212, %.281
  %.318 = fadd <2 x float> %.213, %.286
  %.319 = fadd <2 x float> %.214, %.291
  %.320 = fadd <2 x float> %.215, %.296
  %.321 = fadd <2 x float> %.216, %.301
  %.322 = fadd <2 x float> %.217, %.306
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next77 = add i64 %lsr.iv76, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next77
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.328 = phi <2 x float> [ %.122, %loop.1 ], [ %.307, %loop.2 ]
  %.329 = phi <2 x float> [ %.127, %loop.1 ], [ %.308, %loop.2 ]
  %.330 = phi <2 x float> [ %.132, %loop.1 ], [ %.309, %loop.2 ]
  %.331 = phi <2 x float> [ %.137, %loop.1 ], [ %.310, %loop.2 ]
  %.332 = phi <2 x float> [ %.142, %loop.1 ], [ %.311, %loop.2 ]
  %.333 = phi <2 x float> [ %.147, %loop.1 ], [ %.312, %loop.2 ]
  %.334 = phi <2 x float> [ %.152, %loop.1 ], [ %.313, %loop.2 ]
  %.335 = phi <2 x float> [ %.157, %loop.1 ], [ %.314, %loop.2 ]
  %.336 = phi <2 x float> [ %.162, %loop.1 ], [ %.315, %loop.2 ]
  %.337 = phi <2 x float> [ %.167, %loop.1 ], [ %.316, %loop.2 ]
  %.338 = phi <2 x float> [ %.172, %loop.1 ], [ %.317, %loop.2 ]
  %.339 = phi <2 x float> [ %.177, %loop.1 ], [ %.318, %loop.2 ]
  %.340 = phi <2 x float> [ %.182, %loop.1 ], [ %.319, %loop.2 ]
  %.341 = phi <2 x float> [ %.187, %loop.1 ], [ %.320, %loop.2 ]
  %.342 = phi <2 x float> [ %.192, %loop.1 ], [ %.321, %loop.2 ]
  %.343 = phi <2 x float> [ %.197, %loop.1 ], [ %.322, %loop.2 ]
  %23 = icmp slt i64 %.104, %.10
  %.344 = sub i64 -2, %.87
  %.345 = select i1 %23, i64 %.344, i64 -1
  %.346 = and i64 %.345, %.87
  %.347.not = icmp eq i64 %.346, 0
  br i1 %.347.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.349 = phi i64 [ %.464, %loop.3 ], [ %.346, %loop.3.preheader ]
  %.350 = phi <2 x float> [ %.417, %loop.3 ], [ %.328, %loop.3.preheader ]
  %.351 = phi <2 x float> [ %.420, %loop.3 ], [ %.329, %loop.3.preheader ]
  %.352 = phi <2 x float> [ %.423, %loop.3 ], [ %.330, %loop.3.preheader ]
  %.353 = phi <2 x float> [ %.426, %loop.3 ], [ %.331, %loop.3.preheader ]
  %.354 = phi <2 x float> [ %.429, %loop.3 ], [ %.332, %loop.3.preheader ]
  %.355 = phi <2 x float> [ %.432, %loop.3 ], [ %.333, %loop.3.preheader ]
  %.356 = phi <2 x float> [ %.435, %loop.3 ], [ %.334, %loop.3.preheader ]
  %.357 = phi <2 x float> [ %.438, %loop.3 ], [ %.335, %loop.3.preheader ]
  %.358 = phi <2 x float> [ %.441, %loop.3 ], [ %.336, %loop.3.preheader ]
  %.359 = phi <2 x float> [ %.444, %loop.3 ], [ %.337, %loop.3.preheader ]
  %.360 = phi <2 x float> [ %.447, %loop.3 ], [ %.338, %loop.3.preheader ]
  %.361 = phi <2 x float> [ %.450, %loop.3 ], [ %.339, %loop.3.preheader ]
  %.362 = phi <2 x float> [ %.453, %loop.3 ], [ %.340, %loop.3.preheader ]
  %.363 = phi <2 x float> [ %.456, %loop.3 ], [ %.341, %loop.3.preheader ]
  %.364 = phi <2 x float> [ %.459, %loop.3 ], [ %.342, %loop.3.preheader ]
  %.365 = phi <2 x float> [ %.462, %loop.3 ], [ %.343, %loop.3.preheader ]
  %.366 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.349, i1 true)
  %.369.idx = shl nuw nsw i64 %.366, 7
  %.369 = getelementptr i8, ptr %.11, i64 %.369.idx
  %.372 = getelementptr i8, ptr %.369, i64 8
  %.375 = getelementptr i8, ptr %.369, i64 16
  %.378 = getelementptr i8, ptr %.369, i64 24
  %.381 = getelementptr i8, ptr %.369, i64 32
  %.384 = getelementptr i8, ptr %.369, i64 40
  %.387 = getelementptr i8, ptr %.369, i64 48
  %.390 = getelementptr i8, ptr %.369, i64 56
  %.393 = getelementptr i8, ptr %.369, i64 64
  %.396 = getelementptr i8, ptr %.369, i64 72
  %.399 = getelementptr i8, ptr %.369, i64 80
  %.402 = getelementptr i8, ptr %.369, i64 88
  %.405 = getelementptr i8, ptr %.369, i64 96
  %.408 = getelementptr i8, ptr %.369, i64 104
  %.411 = getelementptr i8, ptr %.369, i64 112
  %.414 = getelementptr i8, ptr %.369, i64 120
  %.416 = load <2 x float>, ptr %.369, align 4
  %.417 = fadd <2 x float> %.350, %.416
  %.419 = load <2 x float>, ptr %.372, align 4
  %.420 = fadd <2 x float> %.351, %.419
  %.422 = load <2 x float>, ptr %.375, align 4
  %.423 = fadd <2 x float> %.352, %.422
  %.425 = load <2 x float>, ptr %.378, align 4
  %.426 = fadd <2 x float> %.353, %.425
  %.428 = load <2 x float>, ptr %.381, align 4
  %.429 = fadd <2 x float> %.354, %.428
  %.431 = load <2 x float>, ptr %.384, align 4
  %.432 = fadd <2 x float> %.355, %.431
  %.434 = load <2 x float>, ptr %.387, align 4
  %.435 = fadd <2 x float> %.356, %.434
  %.437 = load <2 x float>, ptr %.390, align 4
  %.438 = fadd <2 x float> %.357, %.437
  %.440 = load <2 x float>, ptr %.393, align 4
  %.441 = fadd <2 x float> %.358, %.440
  %.443 = load <2 x float>, ptr %.396, align 4
  %.444 = fadd <2 x float> %.359, %.443
  %.446 = load <2 x float>, ptr %.399, align 4
  %.447 = fadd <2 x float> %.360, %.446
  %.449 = load <2 x float>, ptr %.402, align 4
  %.450 = fadd <2 x float> %.361, %.449
  %.452 = load <2 x float>, ptr %.405, align 4
  %.453 = fadd <2 x float> %.362, %.452
  %.455 = load <2 x float>, ptr %.408, align 4
  %.456 = fadd <2 x float> %.363, %.455
  %.458 = load <2 x float>, ptr %.411, align 4
  %.459 = fadd <2 x float> %.364, %.458
  %.461 = load <2 x float>, ptr %.414, align 4
  %.462 = fadd <2 x float> %.365, %.461
  %.463 = add i64 %.349, -1
  %.464 = and i64 %.463, %.349
  %.465.not = icmp eq i64 %.464, 0
  br i1 %.465.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.468 = phi <2 x float> [ %.328, %after.2 ], [ %.417, %loop.3 ]
  %.469 = phi <2 x float> [ %.329, %after.2 ], [ %.420, %loop.3 ]
  %.470 = phi <2 x float> [ %.330, %after.2 ], [ %.423, %loop.3 ]
  %.471 = phi <2 x float> [ %.331, %after.2 ], [ %.426, %loop.3 ]
  %.472 = phi <2 x float> [ %.332, %after.2 ], [ %.429, %loop.3 ]
  %.473 = phi <2 x float> [ %.333, %after.2 ], [ %.432, %loop.3 ]
  %.474 = phi <2 x float> [ %.334, %after.2 ], [ %.435, %loop.3 ]
  %.475 = phi <2 x float> [ %.335, %after.2 ], [ %.438, %loop.3 ]
  %.476 = phi <2 x float> [ %.336, %after.2 ], [ %.441, %loop.3 ]
  %.477 = phi <2 x float> [ %.337, %after.2 ], [ %.444, %loop.3 ]
  %.478 = phi <2 x float> [ %.338, %after.2 ], [ %.447, %loop.3 ]
  %.479 = phi <2 x float> [ %.339, %after.2 ], [ %.450, %loop.3 ]
  %.480 = phi <2 x float> [ %.340, %after.2 ], [ %.453, %loop.3 ]
  %.481 = phi <2 x float> [ %.341, %after.2 ], [ %.456, %loop.3 ]
  %.482 = phi <2 x float> [ %.342, %after.2 ], [ %.459, %loop.3 ]
  %.483 = phi <2 x float> [ %.343, %after.2 ], [ %.462, %loop.3 ]
  %24 = icmp slt i64 %.104, %.10
  br i1 %24, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.485 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.107, i1 true)
  %.488.idx = shl nuw nsw i64 %.485, 7
  %.488 = getelementptr i8, ptr %.11, i64 %.488.idx
  %.491 = getelementptr i8, ptr %.488, i64 8
  %.494 = getelementptr i8, ptr %.488, i64 16
  %.497 = getelementptr i8, ptr %.488, i64 24
  %.500 = getelementptr i8, ptr %.488, i64 32
  %.503 = getelementptr i8, ptr %.488, i64 40
  %.506 = getelementptr i8, ptr %.488, i64 48
  %.509 = getelementptr i8, ptr %.488, i64 56
  %.512 = getelementptr i8, ptr %.488, i64 64
  %.515 = getelementptr i8, ptr %.488, i64 72
  %.518 = getelementptr i8, ptr %.488, i64 80
  %.521 = getelementptr i8, ptr %.488, i64 88
  %.524 = getelementptr i8, ptr %.488, i64 96
  %.527 = getelementptr i8, ptr %.488, i64 104
  %.530 = getelementptr i8, ptr %.488, i64 112
  %.533 = getelementptr i8, ptr %.488, i64 120
  store <2 x float> %.468, ptr %.488, align 4
  store <2 x float> %.469, ptr %.491, align 4
  store <2 x float> %.470, ptr %.494, align 4
  store <2 x float> %.471, ptr %.497, align 4
  store <2 x float> %.472, ptr %.500, align 4
  store <2 x float> %.473, ptr %.503, align 4
  store <2 x float> %.474, ptr %.506, align 4
  store <2 x float> %.475, ptr %.509, align 4
  store <2 x float> %.476, ptr %.512, align 4
  store <2 x float> %.477, ptr %.515, align 4
  store <2 x float> %.478, ptr %.518, align 4
  store <2 x float> %.479, ptr %.521, align 4
  store <2 x float> %.480, ptr %.524, align 4
  store <2 x float> %.481, ptr %.527, align 4
  store <2 x float> %.482, ptr %.530, align 4
  store <2 x float> %.483, ptr %.533, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %5
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_2_2(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 3, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = add i64 %1, -8
  %scevgep90 = getelementptr i8, ptr %.8, i64 %2
  %3 = shl i64 %.9, 4
  %4 = add i64 %1, -8
  %5 = shl i64 %.9, 2
  %6 = add i64 %1, -8
  %7 = shl i64 %.9, 2
  %8 = add i64 %1, -8
  %9 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %10 = add nsw i64 %.1, -1
  %11 = shl i64 %.5, 2
  %12 = shl i64 %.4, 4
  %13 = shl i64 %.5, 3
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.7, 3
  %16 = shl i64 %.5, 2
  %17 = shl i64 %.7, 2
  %18 = shl i64 %.4, 2
  %19 = shl i64 %.4, 2
  %20 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %10, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.355.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %21 = mul i64 %18, %smin
  %smin80 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %22 = mul i64 %19, %smin80
  %smin82 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %23 = mul i64 %20, %smin82
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %24 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %24
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.64.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.67.us, %after.3.endif.us ]
  %smin87 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %25
  %.64.us = add i64 %.54.us, 32
  %.66.us = tail call i64 @llvm.smin.i64(i64 %.64.us, i64 %.10)
  %.67.us = add i64 %.55.us, 1
  %.68.us = or disjoint i64 %.54.us, 1
  %.69.us = mul i64 %.54.us, %.7
  %.70.us = getelementptr float, ptr %.6, i64 %.69.us
  %.71.us = mul i64 %.54.us, %.5
  %.74.us = load <2 x float>, ptr %.70.us, align 4
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr41 = getelementptr i8, ptr %.70.us, i64 %sunkaddr
  %sunkaddr42 = getelementptr i8, ptr %sunkaddr41, i64 -8
  %.77.us = load <2 x float>, ptr %sunkaddr42, align 4
  %.78.us = getelementptr float, ptr %.19.us, i64 %.71.us
  %.79.us = load float, ptr %.78.us, align 4
  %.80.us = insertelement <2 x float> poison, float %.79.us, i64 0
  %.81.us = shufflevector <2 x float> %.80.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.82.us = fmul <2 x float> %.74.us, %.81.us
  %.87.us = fmul <2 x float> %.77.us, %.81.us
  %.88.us = getelementptr float, ptr %.30.us, i64 %.71.us
  %.89.us = load float, ptr %.88.us, align 4
  %.90.us = insertelement <2 x float> poison, float %.89.us, i64 0
  %.91.us = shufflevector <2 x float> %.90.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.92.us = fmul <2 x float> %.74.us, %.91.us
  %.97.us = fmul <2 x float> %.77.us, %.91.us
  %.98.us = getelementptr float, ptr %.32.us, i64 %.71.us
  %.99.us = load float, ptr %.98.us, align 4
  %.100.us = insertelement <2 x float> poison, float %.99.us, i64 0
  %.101.us = shufflevector <2 x float> %.100.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.102.us = fmul <2 x float> %.74.us, %.101.us
  %.107.us = fmul <2 x float> %.77.us, %.101.us
  %.108.us = getelementptr float, ptr %.34.us, i64 %.71.us
  %.109.us = load float, ptr %.108.us, align 4
  %.110.us = insertelement <2 x float> poison, float %.109.us, i64 0
  %.111.us = shufflevector <2 x float> %.110.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.112.us = fmul <2 x float> %.74.us, %.111.us
  %.117.us = fmul <2 x float> %.77.us, %.111.us
  %.118.us = icmp slt i64 %.68.us, %.66.us
  br i1 %.118.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %26 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %26, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.130.us.prol = mul i64 %.68.us, %.7
  %.131.us.prol = getelementptr float, ptr %.6, i64 %.130.us.prol
  %.132.us.prol = mul i64 %.68.us, %.5
  %.135.us.prol = load <2 x float>, ptr %.131.us.prol, align 4
  %sunkaddr43 = mul i64 %.2, 4
  %sunkaddr44 = getelementptr i8, ptr %.131.us.prol, i64 %sunkaddr43
  %sunkaddr45 = getelementptr i8, ptr %sunkaddr44, i64 -8
  %.138.us.prol = load <2 x float>, ptr %sunkaddr45, align 4
  %.139.us.prol = getelementptr float, ptr %.19.us, i64 %.132.us.prol
  %.140.us.prol = load float, ptr %.139.us.prol, align 4
  %.141.us.prol = insertelement <2 x float> poison, float %.140.us.prol, i64 0
  %.142.us.prol = shufflevector <2 x float> %.141.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.143.us.prol = fmul <2 x float> %.135.us.prol, %.142.us.prol
  %.148.us.prol = fmul <2 x float> %.138.us.prol, %.142.us.prol
  %.149.us.prol = getelementptr float, ptr %.30.us, i64 %.132.us.prol
  %.150.us.prol = load float, ptr %.149.us.prol, align 4
  %.151.us.prol = insertelement <2 x float> poison, float %.150.us.prol, i64 0
  %.152.us.prol = shufflevector <2 x float> %.151.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.153.us.prol = fmul <2 x float> %.135.us.prol, %.152.us.prol
  %.158.us.prol = fmul <2 x float> %.138.us.prol, %.152.us.prol
  %.159.us.prol = getelementptr float, ptr %.32.us, i64 %.132.us.prol
  %.160.us.prol = load float, ptr %.159.us.prol, align 4
  %.161.us.prol = insertelement <2 x float> poison, float %.160.us.prol, i64 0
  %.162.us.prol = shufflevector <2 x float> %.161.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.163.us.prol = fmul <2 x float> %.135.us.prol, %.162.us.prol
  %.168.us.prol = fmul <2 x float> %.138.us.prol, %.162.us.prol
  %.169.us.prol = getelementptr float, ptr %.34.us, i64 %.132.us.prol
  %.170.us.prol = load float, ptr %.169.us.prol, align 4
  %.171.us.prol = insertelement <2 x float> poison, float %.170.us.prol, i64 0
  %.172.us.prol = shufflevector <2 x float> %.171.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.173.us.prol = fmul <2 x float> %.135.us.prol, %.172.us.prol
  %.178.us.prol = fmul <2 x float> %.138.us.prol, %.172.us.prol
  %.179.us.prol = fadd <2 x float> %.82.us, %.143.us.prol
  %.180.us.prol = fadd <2 x float> %.87.us, %.148.us.prol
  %.181.us.prol = fadd <2 x float> %.92.us, %.153.us.prol
  %.182.us.prol = fadd <2 x float> %.97.us, %.158.us.prol
  %.183.us.prol = fadd <2 x float> %.102.us, %.163.us.prol
  %.184.us.prol = fadd <2 x float> %.107.us, %.168.us.prol
  %.185.us.prol = fadd <2 x float> %.112.us, %.173.us.prol
  %.186.us.prol = fadd <2 x float> %.117.us, %.178.us.prol
  %.187.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.179.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.180.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.181.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.182.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.183.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.184.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.185.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.186.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %.120.us.unr = phi i64 [ %.68.us, %loop.2.us.preheader ], [ %.187.us.prol, %loop.2.us.prol ]
  %.122.us.unr = phi <2 x float> [ %.82.us, %loop.2.us.preheader ], [ %.179.us.prol, %loop.2.us.prol ]
  %.123.us.unr = phi <2 x float> [ %.87.us, %loop.2.us.preheader ], [ %.180.us.prol, %loop.2.us.prol ]
  %.124.us.unr = phi <2 x float> [ %.92.us, %loop.2.us.preheader ], [ %.181.us.prol, %loop.2.us.prol ]
  %.125.us.unr = phi <2 x float> [ %.97.us, %loop.2.us.preheader ], [ %.182.us.prol, %loop.2.us.prol ]
  %.126.us.unr = phi <2 x float> [ %.102.us, %loop.2.us.preheader ], [ %.183.us.prol, %loop.2.us.prol ]
  %.127.us.unr = phi <2 x float> [ %.107.us, %loop.2.us.preheader ], [ %.184.us.prol, %loop.2.us.prol ]
  %.128.us.unr = phi <2 x float> [ %.112.us, %loop.2.us.preheader ], [ %.185.us.prol, %loop.2.us.prol ]
  %.129.us.unr = phi <2 x float> [ %.117.us, %loop.2.us.preheader ], [ %.186.us.prol, %loop.2.us.prol ]
  %27 = icmp eq i64 %reass.sub, 2
  br i1 %27, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %28 = add i64 %.120.us.unr, 1
  %29 = mul i64 %11, %28
  %30 = mul i64 %14, %28
  %scevgep29 = getelementptr i8, ptr %.6, i64 %30
  %31 = mul i64 %16, %.120.us.unr
  %32 = mul i64 %17, %.120.us.unr
  %scevgep37 = getelementptr i8, ptr %.6, i64 %32
  %33 = add i64 %21, %31
  %34 = add i64 %22, %31
  %35 = add i64 %23, %31
  %36 = add i64 %21, %29
  %37 = add i64 %22, %29
  %38 = add i64 %23, %29
  %39 = sub i64 %.120.us.unr, %smin87
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv88 = phi i64 [ %39, %loop.2.us.preheader13 ], [ %lsr.iv.next89, %loop.2.us ]
  %lsr.iv38 = phi ptr [ %scevgep37, %loop.2.us.preheader13 ], [ %scevgep39, %loop.2.us ]
  %lsr.iv30 = phi ptr [ %scevgep29, %loop.2.us.preheader13 ], [ %scevgep31, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.122.us = phi <2 x float> [ %.179.us.1, %loop.2.us ], [ %.122.us.unr, %loop.2.us.preheader13 ]
  %.123.us = phi <2 x float> [ %.180.us.1, %loop.2.us ], [ %.123.us.unr, %loop.2.us.preheader13 ]
  %.124.us = phi <2 x float> [ %.181.us.1, %loop.2.us ], [ %.124.us.unr, %loop.2.us.preheader13 ]
  %.125.us = phi <2 x float> [ %.182.us.1, %loop.2.us ], [ %.125.us.unr, %loop.2.us.preheader13 ]
  %.126.us = phi <2 x float> [ %.183.us.1, %loop.2.us ], [ %.126.us.unr, %loop.2.us.preheader13 ]
  %.127.us = phi <2 x float> [ %.184.us.1, %loop.2.us ], [ %.127.us.unr, %loop.2.us.preheader13 ]
  %.128.us = phi <2 x float> [ %.185.us.1, %loop.2.us ], [ %.128.us.unr, %loop.2.us.preheader13 ]
  %.129.us = phi <2 x float> [ %.186.us.1, %loop.2.us ], [ %.129.us.unr, %loop.2.us.preheader13 ]
  %.135.us = load <2 x float>, ptr %lsr.iv38, align 4
  %sunkaddr110 = mul i64 %.2, 4
  %sunkaddr111 = getelementptr i8, ptr %lsr.iv38, i64 %sunkaddr110
  %sunkaddr112 = getelementptr i8, ptr %sunkaddr111, i64 -8
  %.138.us = load <2 x float>, ptr %sunkaddr112, align 4
  %scevgep36 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.140.us = load float, ptr %scevgep36, align 4
  %.141.us = insertelement <2 x float> poison, float %.140.us, i64 0
  %.142.us = shufflevector <2 x float> %.141.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.143.us = fmul <2 x float> %.135.us, %.142.us
  %.148.us = fmul <2 x float> %.138.us, %.142.us
  %scevgep79 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.150.us = load float, ptr %scevgep79, align 4
  %.151.us = insertelement <2 x float> poison, float %.150.us, i64 0
  %.152.us = shufflevector <2 x float> %.151.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.153.us = fmul <2 x float> %.135.us, %.152.us
  %.158.us = fmul <2 x float> %.138.us, %.152.us
  %scevgep81 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.160.us = load float, ptr %scevgep81, align 4
  %.161.us = insertelement <2 x float> poison, float %.160.us, i64 0
  %.162.us = shufflevector <2 x float> %.161.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.163.us = fmul <2 x float> %.135.us, %.162.us
  %.168.us = fmul <2 x float> %.138.us, %.162.us
  %scevgep83 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.170.us = load float, ptr %scevgep83, align 4
  %.171.us = insertelement <2 x float> poison, float %.170.us, i64 0
  %.172.us = shufflevector <2 x float> %.171.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.173.us = fmul <2 x float> %.135.us, %.172.us
  %.178.us = fmul <2 x float> %.138.us, %.172.us
  %.179.us = fadd <2 x float> %.122.us, %.143.us
  %.180.us = fadd <2 x float> %.123.us, %.148.us
  %.181.us = fadd <2 x float> %.124.us, %.153.us
  %.182.us = fadd <2 x float> %.125.us, %.158.us
  %.183.us = fadd <2 x float> %.126.us, %.163.us
  %.184.us = fadd <2 x float> %.127.us, %.168.us
  %.185.us = fadd <2 x float> %.128.us, %.173.us
  %.186.us = fadd <2 x float> %.129.us, %.178.us
  %.135.us.1 = load <2 x float>, ptr %lsr.iv30, align 4
  %sunkaddr113 = mul i64 %.2, 4
  %sunkaddr114 = getelementptr i8, ptr %lsr.iv30, i64 %sunkaddr113
  %sunkaddr115 = getelementptr i8, ptr %sunkaddr114, i64 -8
  %.138.us.1 = load <2 x float>, ptr %sunkaddr115, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %29
  %.140.us.1 = load float, ptr %scevgep28, align 4
  %.141.us.1 = insertelement <2 x float> poison, float %.140.us.1, i64 0
  %.142.us.1 = shufflevector <2 x float> %.141.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.143.us.1 = fmul <2 x float> %.135.us.1, %.142.us.1
  %.148.us.1 = fmul <2 x float> %.138.us.1, %.142.us.1
  %scevgep84 = getelementptr i8, ptr %lsr.iv21, i64 %36
  %.150.us.1 = load float, ptr %scevgep84, align 4
  %.151.us.1 = insertelement <2 x float> poison, float %.150.us.1, i64 0
  %.152.us.1 = shufflevector <2 x float> %.151.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.153.us.1 = fmul <2 x float> %.135.us.1, %.152.us.1
  %.158.us.1 = fmul <2 x float> %.138.us.1, %.152.us.1
  %scevgep85 = getelementptr i8, ptr %lsr.iv21, i64 %37
  %.160.us.1 = load float, ptr %scevgep85, align 4
  %.161.us.1 = insertelement <2 x float> poison, float %.160.us.1, i64 0
  %.162.us.1 = shufflevector <2 x float> %.161.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.163.us.1 = fmul <2 x float> %.135.us.1, %.162.us.1
  %.168.us.1 = fmul <2 x float> %.138.us.1, %.162.us.1
  %scevgep86 = getelementptr i8, ptr %lsr.iv21, i64 %38
  %.170.us.1 = load float, ptr %scevgep86, align 4
  %.171.us.1 = insertelement <2 x float> poison, float %.170.us.1, i64 0
  %.172.us.1 = shufflevector <2 x float> %.171.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.173.us.1 = fmul <2 x float> %.135.us.1, %.172.us.1
  %.178.us.1 = fmul <2 x float> %.138.us.1, %.172.us.1
  %.179.us.1 = fadd <2 x float> %.179.us, %.143.us.1
  %.180.us.1 = fadd <2 x float> %.180.us, %.148.us.1
  %.181.us.1 = fadd <2 x float> %.181.us, %.153.us.1
  %.182.us.1 = fadd <2 x float> %.182.us, %.158.us.1
  %.183.us.1 = fadd <2 x float> %.183.us, %.163.us.1
  %.184.us.1 = fadd <2 x float> %.184.us, %.168.us.1
  %.185.us.1 = fadd <2 x float> %.185.us, %.173.us.1
  %.186.us.1 = fadd <2 x float> %.186.us, %.178.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %13
  %scevgep31 = getelementptr i8, ptr %lsr.iv30, i64 %15
  %scevgep39 = getelementptr i8, ptr %lsr.iv38, i64 %15
  %lsr.iv.next89 = add i64 %lsr.iv88, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next89, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.192.us = phi <2 x float> [ %.82.us, %loop.1.us ], [ %.179.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.179.us.1, %loop.2.us ]
  %.193.us = phi <2 x float> [ %.87.us, %loop.1.us ], [ %.180.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.180.us.1, %loop.2.us ]
  %.194.us = phi <2 x float> [ %.92.us, %loop.1.us ], [ %.181.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.181.us.1, %loop.2.us ]
  %.195.us = phi <2 x float> [ %.97.us, %loop.1.us ], [ %.182.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.182.us.1, %loop.2.us ]
  %.196.us = phi <2 x float> [ %.102.us, %loop.1.us ], [ %.183.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.183.us.1, %loop.2.us ]
  %.197.us = phi <2 x float> [ %.107.us, %loop.1.us ], [ %.184.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.184.us.1, %loop.2.us ]
  %.198.us = phi <2 x float> [ %.112.us, %loop.1.us ], [ %.185.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.185.us.1, %loop.2.us ]
  %.199.us = phi <2 x float> [ %.117.us, %loop.1.us ], [ %.186.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.186.us.1, %loop.2.us ]
  %40 = icmp slt i64 %.64.us, %.10
  %.200.us = sub i64 -2, %.55.us
  %.201.us = select i1 %40, i64 %.200.us, i64 -1
  %.202.us = and i64 %.201.us, %.55.us
  %.203.not.us = icmp eq i64 %.202.us, 0
  br i1 %.203.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.205.us = phi i64 [ %.264.us, %loop.3.us ], [ %.202.us, %loop.3.us.preheader ]
  %.206.us = phi <2 x float> [ %.241.us, %loop.3.us ], [ %.192.us, %loop.3.us.preheader ]
  %.207.us = phi <2 x float> [ %.244.us, %loop.3.us ], [ %.193.us, %loop.3.us.preheader ]
  %.208.us = phi <2 x float> [ %.247.us, %loop.3.us ], [ %.194.us, %loop.3.us.preheader ]
  %.209.us = phi <2 x float> [ %.250.us, %loop.3.us ], [ %.195.us, %loop.3.us.preheader ]
  %.210.us = phi <2 x float> [ %.253.us, %loop.3.us ], [ %.196.us, %loop.3.us.preheader ]
  %.211.us = phi <2 x float> [ %.256.us, %loop.3.us ], [ %.197.us, %loop.3.us.preheader ]
  %.212.us = phi <2 x float> [ %.259.us, %loop.3.us ], [ %.198.us, %loop.3.us.preheader ]
  %.213.us = phi <2 x float> [ %.262.us, %loop.3.us ], [ %.199.us, %loop.3.us.preheader ]
  %.214.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.205.us, i1 true)
  %.217.us.idx = shl nuw nsw i64 %.214.us, 6
  %.217.us = getelementptr i8, ptr %.11, i64 %.217.us.idx
  %.220.us = getelementptr i8, ptr %.217.us, i64 8
  %.223.us = getelementptr i8, ptr %.217.us, i64 16
  %.226.us = getelementptr i8, ptr %.217.us, i64 24
  %.229.us = getelementptr i8, ptr %.217.us, i64 32
  %.232.us = getelementptr i8, ptr %.217.us, i64 40
  %.235.us = getelementptr i8, ptr %.217.us, i64 48
  %.238.us = getelementptr i8, ptr %.217.us, i64 56
  %.240.us = load <2 x float>, ptr %.217.us, align 4
  %.241.us = fadd <2 x float> %.206.us, %.240.us
  %.243.us = load <2 x float>, ptr %.220.us, align 4
  %.244.us = fadd <2 x float> %.207.us, %.243.us
  %.246.us = load <2 x float>, ptr %.223.us, align 4
  %.247.us = fadd <2 x float> %.208.us, %.246.us
  %.249.us = load <2 x float>, ptr %.226.us, align 4
  %.250.us = fadd <2 x float> %.209.us, %.249.us
  %.252.us = load <2 x float>, ptr %.229.us, align 4
  %.253.us = fadd <2 x float> %.210.us, %.252.us
  %.255.us = load <2 x float>, ptr %.232.us, align 4
  %.256.us = fadd <2 x float> %.211.us, %.255.us
  %.258.us = load <2 x float>, ptr %.235.us, align 4
  %.259.us = fadd <2 x float> %.212.us, %.258.us
  %.261.us = load <2 x float>, ptr %.238.us, align 4
  %.262.us = fadd <2 x float> %.213.us, %.261.us
  %.263.us = add i64 %.205.us, -1
  %.264.us = and i64 %.263.us, %.205.us
  %.265.not.us = icmp eq i64 %.264.us, 0
  br i1 %.265.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.268.us = phi <2 x float> [ %.192.us, %after.2.us ], [ %.241.us, %loop.3.us ]
  %.269.us = phi <2 x float> [ %.193.us, %after.2.us ], [ %.244.us, %loop.3.us ]
  %.270.us = phi <2 x float> [ %.194.us, %after.2.us ], [ %.247.us, %loop.3.us ]
  %.271.us = phi <2 x float> [ %.195.us, %after.2.us ], [ %.250.us, %loop.3.us ]
  %.272.us = phi <2 x float> [ %.196.us, %after.2.us ], [ %.253.us, %loop.3.us ]
  %.273.us = phi <2 x float> [ %.197.us, %after.2.us ], [ %.256.us, %loop.3.us ]
  %.274.us = phi <2 x float> [ %.198.us, %after.2.us ], [ %.259.us, %loop.3.us ]
  %.275.us = phi <2 x float> [ %.199.us, %after.2.us ], [ %.262.us, %loop.3.us ]
  %41 = icmp slt i64 %.64.us, %.10
  br i1 %41, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.277.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.67.us, i1 true)
  %.280.us.idx = shl nuw nsw i64 %.277.us, 6
  %.280.us = getelementptr i8, ptr %.11, i64 %.280.us.idx
  %.283.us = getelementptr i8, ptr %.280.us, i64 8
  %.286.us = getelementptr i8, ptr %.280.us, i64 16
  %.289.us = getelementptr i8, ptr %.280.us, i64 24
  %.292.us = getelementptr i8, ptr %.280.us, i64 32
  %.295.us = getelementptr i8, ptr %.280.us, i64 40
  %.298.us = getelementptr i8, ptr %.280.us, i64 48
  %.301.us = getelementptr i8, ptr %.280.us, i64 56
  store <2 x float> %.268.us, ptr %.280.us, align 4
  store <2 x float> %.269.us, ptr %.283.us, align 4
  store <2 x float> %.270.us, ptr %.286.us, align 4
  store <2 x float> %.271.us, ptr %.289.us, align 4
  store <2 x float> %.272.us, ptr %.292.us, align 4
  store <2 x float> %.273.us, ptr %.295.us, align 4
  store <2 x float> %.274.us, ptr %.298.us, align 4
  store <2 x float> %.275.us, ptr %.301.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  store <2 x float> %.268.us, ptr %.36.us, align 4
  %sunkaddr52 = mul i64 %.2, 4
  %sunkaddr53 = getelementptr i8, ptr %.36.us, i64 %sunkaddr52
  %sunkaddr54 = getelementptr i8, ptr %sunkaddr53, i64 -8
  store <2 x float> %.269.us, ptr %sunkaddr54, align 4
  store <2 x float> %.270.us, ptr %.47.us, align 4
  %sunkaddr55 = mul i64 %.2, 4
  %sunkaddr56 = getelementptr i8, ptr %.47.us, i64 %sunkaddr55
  %sunkaddr57 = getelementptr i8, ptr %sunkaddr56, i64 -8
  store <2 x float> %.271.us, ptr %sunkaddr57, align 4
  store <2 x float> %.272.us, ptr %.49.us, align 4
  %sunkaddr58 = mul i64 %.2, 4
  %sunkaddr59 = getelementptr i8, ptr %.49.us, i64 %sunkaddr58
  %sunkaddr60 = getelementptr i8, ptr %sunkaddr59, i64 -8
  store <2 x float> %.273.us, ptr %sunkaddr60, align 4
  store <2 x float> %.274.us, ptr %.51.us, align 4
  %sunkaddr61 = mul i64 %.2, 4
  %sunkaddr62 = getelementptr i8, ptr %.51.us, i64 %sunkaddr61
  %sunkaddr63 = getelementptr i8, ptr %sunkaddr62, i64 -8
  store <2 x float> %.275.us, ptr %sunkaddr63, align 4
  %.355.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %12
  %.356.us = icmp slt i64 %.355.us, %.1
  br i1 %.356.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv91 = phi i64 [ 0, %loop.preheader14 ], [ %lsr.iv.next92, %loop ]
  %lsr.iv = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next, %loop ]
  %.16 = phi i64 [ %.355, %loop ], [ 0, %loop.preheader14 ]
  %smin96 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 3)
  %42 = mul i64 %5, %smin96
  %43 = add i64 %4, %42
  %scevgep98 = getelementptr i8, ptr %.8, i64 %42
  %smin101 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 2)
  %44 = mul i64 %7, %smin101
  %45 = add i64 %6, %44
  %scevgep103 = getelementptr i8, ptr %.8, i64 %44
  %smin106 = call i64 @llvm.smin.i64(i64 %lsr.iv, i64 1)
  %46 = mul i64 %9, %smin106
  %47 = add i64 %8, %46
  %scevgep108 = getelementptr i8, ptr %.8, i64 %46
  %scevgep94 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep109 = getelementptr i8, ptr %scevgep108, i64 %lsr.iv91
  %scevgep104 = getelementptr i8, ptr %scevgep103, i64 %lsr.iv91
  %scevgep99 = getelementptr i8, ptr %scevgep98, i64 %lsr.iv91
  store <2 x float> zeroinitializer, ptr %scevgep94, align 4
  %scevgep93 = getelementptr i8, ptr %scevgep90, i64 %lsr.iv91
  store <2 x float> zeroinitializer, ptr %scevgep93, align 4
  store <2 x float> zeroinitializer, ptr %scevgep109, align 4
  %scevgep105 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep107 = getelementptr i8, ptr %scevgep105, i64 %47
  store <2 x float> zeroinitializer, ptr %scevgep107, align 4
  store <2 x float> zeroinitializer, ptr %scevgep104, align 4
  %scevgep100 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep102 = getelementptr i8, ptr %scevgep100, i64 %45
  store <2 x float> zeroinitializer, ptr %scevgep102, align 4
  store <2 x float> zeroinitializer, ptr %scevgep99, align 4
  %scevgep95 = getelementptr i8, ptr %.8, i64 %lsr.iv91
  %scevgep97 = getelementptr i8, ptr %scevgep95, i64 %43
  store <2 x float> zeroinitializer, ptr %scevgep97, align 4
  %.355 = add i64 %.16, 4
  %lsr.iv.next = add i64 %lsr.iv, -4
  %lsr.iv.next92 = add i64 %lsr.iv91, %3
  %.356 = icmp slt i64 %.355, %.1
  br i1 %.356, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_1_2(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 2, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -2
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %1
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 7
  %4 = shl i64 %.7, 2
  %5 = shl i64 %.2, 2
  %6 = add i64 %4, %5
  %7 = add i64 %6, -8
  %scevgep26 = getelementptr i8, ptr %.6, i64 %7
  %8 = shl i64 %.7, 7
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  %13 = shl i64 %.4, 2
  %14 = shl i64 %.4, 2
  %15 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %scevgep, %entry ], [ %scevgep8, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.381, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %16 = mul i64 %9, %smin
  %smin55 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %17 = mul i64 %10, %smin55
  %smin57 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %18 = mul i64 %11, %smin57
  %smin59 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %19 = mul i64 %12, %smin59
  %smin61 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %20 = mul i64 %13, %smin61
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %21 = mul i64 %14, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %22 = mul i64 %15, %smin65
  %23 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %24 = xor i64 %.16, -1
  %.20 = add i64 %.1, %24
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %23, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %lsr.iv27 = phi ptr [ %scevgep26, %loop.1.preheader ], [ %scevgep28, %after.3.endif ]
  %lsr.iv9 = phi ptr [ %lsr.iv7, %loop.1.preheader ], [ %scevgep10, %after.3.endif ]
  %lsr.iv = phi i64 [ -1, %loop.1.preheader ], [ %lsr.iv.next, %after.3.endif ]
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.96, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.99, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin67 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %25 = mul i64 %smin67, -1
  %.96 = add i64 %.86, 32
  %.98 = tail call i64 @llvm.smin.i64(i64 %.96, i64 %.10)
  %.99 = add i64 %.87, 1
  %.100 = or disjoint i64 %.86, 1
  %.101 = mul i64 %.86, %.7
  %.103 = mul i64 %.86, %.5
  %gep2 = getelementptr float, ptr %invariant.gep1, i64 %.101
  %.106 = load <2 x float>, ptr %gep2, align 4
  %.107 = getelementptr float, ptr %.19, i64 %.103
  %.108 = load float, ptr %.107, align 4
  %.109 = insertelement <2 x float> poison, float %.108, i64 0
  %.110 = shufflevector <2 x float> %.109, <2 x float> poison, <2 x i32> zeroinitializer
  %.111 = fmul <2 x float> %.106, %.110
  %.112 = getelementptr float, ptr %.38, i64 %.103
  %.113 = load float, ptr %.112, align 4
  %.114 = insertelement <2 x float> poison, float %.113, i64 0
  %.115 = shufflevector <2 x float> %.114, <2 x float> poison, <2 x i32> zeroinitializer
  %.116 = fmul <2 x float> %.106, %.115
  %.117 = getelementptr float, ptr %.40, i64 %.103
  %.118 = load float, ptr %.117, align 4
  %.119 = insertelement <2 x float> poison, float %.118, i64 0
  %.120 = shufflevector <2 x float> %.119, <2 x float> poison, <2 x i32> zeroinitializer
  %.121 = fmul <2 x float> %.106, %.120
  %.122 = getelementptr float, ptr %.42, i64 %.103
  %.123 = load float, ptr %.122, align 4
  %.124 = insertelement <2 x float> poison, float %.123, i64 0
  %.125 = shufflevector <2 x float> %.124, <2 x float> poison, <2 x i32> zeroinitializer
  %.126 = fmul <2 x float> %.106, %.125
  %.127 = getelementptr float, ptr %.44, i64 %.103
  %.128 = load float, ptr %.127, align 4
  %.129 = insertelement <2 x float> poison, float %.128, i64 0
  %.130 = shufflevector <2 x float> %.129, <2 x float> poison, <2 x i32> zeroinitializer
  %.131 = fmul <2 x float> %.106, %.130
  %.132 = getelementptr float, ptr %.46, i64 %.103
  %.133 = load float, ptr %.132, align 4
  %.134 = insertelement <2 x float> poison, float %.133, i64 0
  %.135 = shufflevector <2 x float> %.134, <2 x float> poison, <2 x i32> zeroinitializer
  %.136 = fmul <2 x float> %.106, %.135
  %.137 = getelementptr float, ptr %.48, i64 %.103
  %.138 = load float, ptr %.137, align 4
  %.139 = insertelement <2 x float> poison, float %.138, i64 0
  %.140 = shufflevector <2 x float> %.139, <2 x float> poison, <2 x i32> zeroinitializer
  %.141 = fmul <2 x float> %.106, %.140
  %.142 = getelementptr float, ptr %.50, i64 %.103
  %.143 = load float, ptr %.142, align 4
  %.144 = insertelement <2 x float> poison, float %.143, i64 0
  %.145 = shufflevector <2 x float> %.144, <2 x float> poison, <2 x i32> zeroinitializer
  %.146 = fmul <2 x float> %.106, %.145
  %.147 = icmp slt i64 %.100, %.98
  br i1 %.147, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.349 = phi <2 x float> [ zeroinitializer, %loop ], [ %.294, %after.3 ]
  %.350 = phi <2 x float> [ zeroinitializer, %loop ], [ %.295, %after.3 ]
  %.351 = phi <2 x float> [ zeroinitializer, %loop ], [ %.296, %after.3 ]
  %.352 = phi <2 x float> [ zeroinitializer, %loop ], [ %.297, %after.3 ]
  %.353 = phi <2 x float> [ zeroinitializer, %loop ], [ %.298, %after.3 ]
  %.354 = phi <2 x float> [ zeroinitializer, %loop ], [ %.299, %after.3 ]
  %.355 = phi <2 x float> [ zeroinitializer, %loop ], [ %.300, %after.3 ]
  %.356 = phi <2 x float> [ zeroinitializer, %loop ], [ %.301, %after.3 ]
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr31 = getelementptr i8, ptr %.52, i64 %sunkaddr
  %sunkaddr32 = getelementptr i8, ptr %sunkaddr31, i64 -8
  store <2 x float> %.349, ptr %sunkaddr32, align 4
  %sunkaddr33 = mul i64 %.2, 4
  %sunkaddr34 = getelementptr i8, ptr %.71, i64 %sunkaddr33
  %sunkaddr35 = getelementptr i8, ptr %sunkaddr34, i64 -8
  store <2 x float> %.350, ptr %sunkaddr35, align 4
  %sunkaddr36 = mul i64 %.2, 4
  %sunkaddr37 = getelementptr i8, ptr %.73, i64 %sunkaddr36
  %sunkaddr38 = getelementptr i8, ptr %sunkaddr37, i64 -8
  store <2 x float> %.351, ptr %sunkaddr38, align 4
  %sunkaddr39 = mul i64 %.2, 4
  %sunkaddr40 = getelementptr i8, ptr %.75, i64 %sunkaddr39
  %sunkaddr41 = getelementptr i8, ptr %sunkaddr40, i64 -8
  store <2 x float> %.352, ptr %sunkaddr41, align 4
  %sunkaddr42 = mul i64 %.2, 4
  %sunkaddr43 = getelementptr i8, ptr %.77, i64 %sunkaddr42
  %sunkaddr44 = getelementptr i8, ptr %sunkaddr43, i64 -8
  store <2 x float> %.353, ptr %sunkaddr44, align 4
  %sunkaddr45 = mul i64 %.2, 4
  %sunkaddr46 = getelementptr i8, ptr %.79, i64 %sunkaddr45
  %sunkaddr47 = getelementptr i8, ptr %sunkaddr46, i64 -8
  store <2 x float> %.354, ptr %sunkaddr47, align 4
  %sunkaddr48 = mul i64 %.2, 4
  %sunkaddr49 = getelementptr i8, ptr %.81, i64 %sunkaddr48
  %sunkaddr50 = getelementptr i8, ptr %sunkaddr49, i64 -8
  store <2 x float> %.355, ptr %sunkaddr50, align 4
  %sunkaddr51 = mul i64 %.2, 4
  %sunkaddr52 = getelementptr i8, ptr %.83, i64 %sunkaddr51
  %sunkaddr53 = getelementptr i8, ptr %sunkaddr52, i64 -8
  store <2 x float> %.356, ptr %sunkaddr53, align 4
  %.381 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep8 = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.382 = icmp slt i64 %.381, %.1
  br i1 %.382, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader, %loop.2
  %lsr.iv68 = phi i64 [ %25, %loop.2.preheader ], [ %lsr.iv.next69, %loop.2 ]
  %lsr.iv29 = phi ptr [ %lsr.iv27, %loop.2.preheader ], [ %scevgep30, %loop.2 ]
  %lsr.iv11 = phi ptr [ %lsr.iv9, %loop.2.preheader ], [ %scevgep12, %loop.2 ]
  %.151 = phi <2 x float> [ %.205, %loop.2 ], [ %.111, %loop.2.preheader ]
  %.152 = phi <2 x float> [ %.206, %loop.2 ], [ %.116, %loop.2.preheader ]
  %.153 = phi <2 x float> [ %.207, %loop.2 ], [ %.121, %loop.2.preheader ]
  %.154 = phi <2 x float> [ %.208, %loop.2 ], [ %.126, %loop.2.preheader ]
  %.155 = phi <2 x float> [ %.209, %loop.2 ], [ %.131, %loop.2.preheader ]
  %.156 = phi <2 x float> [ %.210, %loop.2 ], [ %.136, %loop.2.preheader ]
  %.157 = phi <2 x float> [ %.211, %loop.2 ], [ %.141, %loop.2.preheader ]
  %.158 = phi <2 x float> [ %.212, %loop.2 ], [ %.146, %loop.2.preheader ]
  %.164 = load <2 x float>, ptr %lsr.iv29, align 4
  %.166 = load float, ptr %lsr.iv11, align 4
  %.167 = insertelement <2 x float> poison, float %.166, i64 0
  %.168 = shufflevector <2 x float> %.167, <2 x float> poison, <2 x i32> zeroinitializer
  %.169 = fmul <2 x float> %.164, %.168
  %scevgep54 = getelementptr i8, ptr %lsr.iv11, i64 %16
  %.171 = load float, ptr %scevgep54, align 4
  %.172 = insertelement <2 x float> poison, float %.171, i64 0
  %.173 = shufflevector <2 x float> %.172, <2 x float> poison, <2 x i32> zeroinitializer
  %.174 = fmul <2 x float> %.164, %.173
  %scevgep56 = getelementptr i8, ptr %lsr.iv11, i64 %17
  %.176 = load float, ptr %scevgep56, align 4
  %.177 = insertelement <2 x float> poison, float %.176, i64 0
  %.178 = shufflevector <2 x float> %.177, <2 x float> poison, <2 x i32> zeroinitializer
  %.179 = fmul <2 x float> %.164, %.178
  %scevgep58 = getelementptr i8, ptr %lsr.iv11, i64 %18
  %.181 = load float, ptr %scevgep58, align 4
  %.182 = insertelement <2 x float> poison, float %.181, i64 0
  %.183 = shufflevector <2 x float> %.182, <2 x float> poison, <2 x i32> zeroinitializer
  %.184 = fmul <2 x float> %.164, %.183
  %scevgep60 = getelementptr i8, ptr %lsr.iv11, i64 %19
  %.186 = load float, ptr %scevgep60, align 4
  %.187 = insertelement <2 x float> poison, float %.186, i64 0
  %.188 = shufflevector <2 x float> %.187, <2 x float> poison, <2 x i32> zeroinitializer
  %.189 = fmul <2 x float> %.164, %.188
  %scevgep62 = getelementptr i8, ptr %lsr.iv11, i64 %20
  %.191 = load float, ptr %scevgep62, align 4
  %.192 = insertelement <2 x float> poison, float %.191, i64 0
  %.193 = shufflevector <2 x float> %.192, <2 x float> poison, <2 x i32> zeroinitializer
  %.194 = fmul <2 x float> %.164, %.193
  %scevgep64 = getelementptr i8, ptr %lsr.iv11, i64 %21
  %.196 = load float, ptr %scevgep64, align 4
  %.197 = insertelement <2 x float> poison, float %.196, i64 0
  %.198 = shufflevector <2 x float> %.197, <2 x float> poison, <2 x i32> zeroinitializer
  %.199 = fmul <2 x float> %.164, %.198
  %scevgep66 = getelementptr i8, ptr %lsr.iv11, i64 %22
  %.201 = load float, ptr %scevgep66, align 4
  %.202 = insertelement <2 x float> poison, float %.201, i64 0
  %.203 = shufflevector <2 x float> %.202, <2 x float> poison, <2 x i32> zeroinitializer
  %.204 = fmul <2 x float> %.164, %.203
  %.205 = fadd <2 x float> %.151, %.169
  %.206 = fadd <2 x float> %.152, %.174
  %.207 = fadd <2 x float> %.153, %.179
  %.208 = fadd <2 x float> %.154, %.184
  %.209 = fadd <2 x float> %.155, %.189
  %.210 = fadd <2 x float> %.156, %.194
  %.211 = fadd <2 x float> %.157, %.199
  %.212 = fadd <2 x float> %.158, %.204
  %scevgep12 = getelementptr i8, ptr %lsr.iv11, i64 %1
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %4
  %lsr.iv.next69 = add i64 %lsr.iv68, 1
  %exitcond.not = icmp eq i64 %lsr.iv, %lsr.iv.next69
  br i1 %exitcond.not, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.1
  %.218 = phi <2 x float> [ %.111, %loop.1 ], [ %.205, %loop.2 ]
  %.219 = phi <2 x float> [ %.116, %loop.1 ], [ %.206, %loop.2 ]
  %.220 = phi <2 x float> [ %.121, %loop.1 ], [ %.207, %loop.2 ]
  %.221 = phi <2 x float> [ %.126, %loop.1 ], [ %.208, %loop.2 ]
  %.222 = phi <2 x float> [ %.131, %loop.1 ], [ %.209, %loop.2 ]
  %.223 = phi <2 x float> [ %.136, %loop.1 ], [ %.210, %loop.2 ]
  %.224 = phi <2 x float> [ %.141, %loop.1 ], [ %.211, %loop.2 ]
  %.225 = phi <2 x float> [ %.146, %loop.1 ], [ %.212, %loop.2 ]
  %26 = icmp slt i64 %.96, %.10
  %.226 = sub i64 -2, %.87
  %.227 = select i1 %26, i64 %.226, i64 -1
  %.228 = and i64 %.227, %.87
  %.229.not = icmp eq i64 %.228, 0
  br i1 %.229.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.231 = phi i64 [ %.290, %loop.3 ], [ %.228, %loop.3.preheader ]
  %.232 = phi <2 x float> [ %.267, %loop.3 ], [ %.218, %loop.3.preheader ]
  %.233 = phi <2 x float> [ %.270, %loop.3 ], [ %.219, %loop.3.preheader ]
  %.234 = phi <2 x float> [ %.273, %loop.3 ], [ %.220, %loop.3.preheader ]
  %.235 = phi <2 x float> [ %.276, %loop.3 ], [ %.221, %loop.3.preheader ]
  %.236 = phi <2 x float> [ %.279, %loop.3 ], [ %.222, %loop.3.preheader ]
  %.237 = phi <2 x float> [ %.282, %loop.3 ], [ %.223, %loop.3.preheader ]
  %.238 = phi <2 x float> [ %.285, %loop.3 ], [ %.224, %loop.3.preheader ]
  %.239 = phi <2 x float> [ %.288, %loop.3 ], [ %.225, %loop.3.preheader ]
  %.240 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.231, i1 true)
  %.243.idx = shl nuw nsw i64 %.240, 6
  %.243 = getelementptr i8, ptr %.11, i64 %.243.idx
  %.246 = getelementptr i8, ptr %.243, i64 8
  %.249 = getelementptr i8, ptr %.243, i64 16
  %.252 = getelementptr i8, ptr %.243, i64 24
  %.255 = getelementptr i8, ptr %.243, i64 32
  %.258 = getelementptr i8, ptr %.243, i64 40
  %.261 = getelementptr i8, ptr %.243, i64 48
  %.264 = getelementptr i8, ptr %.243, i64 56
  %.266 = load <2 x float>, ptr %.243, align 4
  %.267 = fadd <2 x float> %.232, %.266
  %.269 = load <2 x float>, ptr %.246, align 4
  %.270 = fadd <2 x float> %.233, %.269
  %.272 = load <2 x float>, ptr %.249, align 4
  %.273 = fadd <2 x float> %.234, %.272
  %.275 = load <2 x float>, ptr %.252, align 4
  %.276 = fadd <2 x float> %.235, %.275
  %.278 = load <2 x float>, ptr %.255, align 4
  %.279 = fadd <2 x float> %.236, %.278
  %.281 = load <2 x float>, ptr %.258, align 4
  %.282 = fadd <2 x float> %.237, %.281
  %.284 = load <2 x float>, ptr %.261, align 4
  %.285 = fadd <2 x float> %.238, %.284
  %.287 = load <2 x float>, ptr %.264, align 4
  %.288 = fadd <2 x float> %.239, %.287
  %.289 = add i64 %.231, -1
  %.290 = and i64 %.289, %.231
  %.291.not = icmp eq i64 %.290, 0
  br i1 %.291.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.294 = phi <2 x float> [ %.218, %after.2 ], [ %.267, %loop.3 ]
  %.295 = phi <2 x float> [ %.219, %after.2 ], [ %.270, %loop.3 ]
  %.296 = phi <2 x float> [ %.220, %after.2 ], [ %.273, %loop.3 ]
  %.297 = phi <2 x float> [ %.221, %after.2 ], [ %.276, %loop.3 ]
  %.298 = phi <2 x float> [ %.222, %after.2 ], [ %.279, %loop.3 ]
  %.299 = phi <2 x float> [ %.223, %after.2 ], [ %.282, %loop.3 ]
  %.300 = phi <2 x float> [ %.224, %after.2 ], [ %.285, %loop.3 ]
  %.301 = phi <2 x float> [ %.225, %after.2 ], [ %.288, %loop.3 ]
  %27 = icmp slt i64 %.96, %.10
  br i1 %27, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.303 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.99, i1 true)
  %.306.idx = shl nuw nsw i64 %.303, 6
  %.306 = getelementptr i8, ptr %.11, i64 %.306.idx
  %.309 = getelementptr i8, ptr %.306, i64 8
  %.312 = getelementptr i8, ptr %.306, i64 16
  %.315 = getelementptr i8, ptr %.306, i64 24
  %.318 = getelementptr i8, ptr %.306, i64 32
  %.321 = getelementptr i8, ptr %.306, i64 40
  %.324 = getelementptr i8, ptr %.306, i64 48
  %.327 = getelementptr i8, ptr %.306, i64 56
  store <2 x float> %.294, ptr %.306, align 4
  store <2 x float> %.295, ptr %.309, align 4
  store <2 x float> %.296, ptr %.312, align 4
  store <2 x float> %.297, ptr %.315, align 4
  store <2 x float> %.298, ptr %.318, align 4
  store <2 x float> %.299, ptr %.321, align 4
  store <2 x float> %.300, ptr %.324, align 4
  store <2 x float> %.301, ptr %.327, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %lsr.iv.next = add i64 %lsr.iv, -32
  %scevgep10 = getelementptr i8, ptr %lsr.iv9, i64 %3
  %scevgep28 = getelementptr i8, ptr %lsr.iv27, i64 %8
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_1_2(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 2, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -2
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = shl i64 %.9, 4
  %3 = add i64 %1, -8
  %scevgep43 = getelementptr i8, ptr %.8, i64 %3
  %4 = shl i64 %.9, 2
  %5 = shl i64 %.9, 2
  %6 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %7 = add nsw i64 %.1, -1
  %8 = shl i64 %.5, 2
  %9 = shl i64 %.4, 4
  %10 = shl i64 %.5, 3
  %11 = shl i64 %.7, 2
  %12 = shl i64 %.7, 3
  %13 = shl i64 %.5, 2
  %14 = shl i64 %.7, 2
  %15 = shl i64 %.4, 2
  %16 = shl i64 %.4, 2
  %17 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv20 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep, %after.1.loopexit.us ]
  %lsr.iv17 = phi i64 [ %7, %loop.us.preheader ], [ %lsr.iv.next18, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.225.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin63 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 1)
  %18 = mul i64 %15, %smin63
  %smin65 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 2)
  %19 = mul i64 %16, %smin65
  %smin67 = call i64 @llvm.smin.i64(i64 %lsr.iv17, i64 3)
  %20 = mul i64 %17, %smin67
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %21 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %21
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.60.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.63.us, %after.3.endif.us ]
  %smin72 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %22 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %22
  %.60.us = add i64 %.54.us, 32
  %.62.us = tail call i64 @llvm.smin.i64(i64 %.60.us, i64 %.10)
  %.63.us = add i64 %.55.us, 1
  %.64.us = or disjoint i64 %.54.us, 1
  %.65.us = mul i64 %.54.us, %.7
  %.67.us = mul i64 %.54.us, %.5
  %gep2.us = getelementptr float, ptr %invariant.gep1, i64 %.65.us
  %.70.us = load <2 x float>, ptr %gep2.us, align 4
  %.71.us = getelementptr float, ptr %.19.us, i64 %.67.us
  %.72.us = load float, ptr %.71.us, align 4
  %.73.us = insertelement <2 x float> poison, float %.72.us, i64 0
  %.74.us = shufflevector <2 x float> %.73.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.75.us = fmul <2 x float> %.70.us, %.74.us
  %.76.us = getelementptr float, ptr %.30.us, i64 %.67.us
  %.77.us = load float, ptr %.76.us, align 4
  %.78.us = insertelement <2 x float> poison, float %.77.us, i64 0
  %.79.us = shufflevector <2 x float> %.78.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.80.us = fmul <2 x float> %.70.us, %.79.us
  %.81.us = getelementptr float, ptr %.32.us, i64 %.67.us
  %.82.us = load float, ptr %.81.us, align 4
  %.83.us = insertelement <2 x float> poison, float %.82.us, i64 0
  %.84.us = shufflevector <2 x float> %.83.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.85.us = fmul <2 x float> %.70.us, %.84.us
  %.86.us = getelementptr float, ptr %.34.us, i64 %.67.us
  %.87.us = load float, ptr %.86.us, align 4
  %.88.us = insertelement <2 x float> poison, float %.87.us, i64 0
  %.89.us = shufflevector <2 x float> %.88.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.90.us = fmul <2 x float> %.70.us, %.89.us
  %.91.us = icmp slt i64 %.64.us, %.62.us
  br i1 %.91.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %23 = and i64 %smin12, 1
  %lcmp.mod.not.not = icmp eq i64 %23, 0
  br i1 %lcmp.mod.not.not, label %loop.2.us.prol, label %loop.2.us.prol.loopexit

loop.2.us.prol:                                   ; preds = %loop.2.us.preheader
  %.99.us.prol = mul i64 %.64.us, %.7
  %.101.us.prol = mul i64 %.64.us, %.5
  %gep.us.prol = getelementptr float, ptr %invariant.gep1, i64 %.99.us.prol
  %.104.us.prol = load <2 x float>, ptr %gep.us.prol, align 4
  %.105.us.prol = getelementptr float, ptr %.19.us, i64 %.101.us.prol
  %.106.us.prol = load float, ptr %.105.us.prol, align 4
  %.107.us.prol = insertelement <2 x float> poison, float %.106.us.prol, i64 0
  %.108.us.prol = shufflevector <2 x float> %.107.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.109.us.prol = fmul <2 x float> %.104.us.prol, %.108.us.prol
  %.110.us.prol = getelementptr float, ptr %.30.us, i64 %.101.us.prol
  %.111.us.prol = load float, ptr %.110.us.prol, align 4
  %.112.us.prol = insertelement <2 x float> poison, float %.111.us.prol, i64 0
  %.113.us.prol = shufflevector <2 x float> %.112.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.114.us.prol = fmul <2 x float> %.104.us.prol, %.113.us.prol
  %.115.us.prol = getelementptr float, ptr %.32.us, i64 %.101.us.prol
  %.116.us.prol = load float, ptr %.115.us.prol, align 4
  %.117.us.prol = insertelement <2 x float> poison, float %.116.us.prol, i64 0
  %.118.us.prol = shufflevector <2 x float> %.117.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.119.us.prol = fmul <2 x float> %.104.us.prol, %.118.us.prol
  %.120.us.prol = getelementptr float, ptr %.34.us, i64 %.101.us.prol
  %.121.us.prol = load float, ptr %.120.us.prol, align 4
  %.122.us.prol = insertelement <2 x float> poison, float %.121.us.prol, i64 0
  %.123.us.prol = shufflevector <2 x float> %.122.us.prol, <2 x float> poison, <2 x i32> zeroinitializer
  %.124.us.prol = fmul <2 x float> %.104.us.prol, %.123.us.prol
  %.125.us.prol = fadd <2 x float> %.75.us, %.109.us.prol
  %.126.us.prol = fadd <2 x float> %.80.us, %.114.us.prol
  %.127.us.prol = fadd <2 x float> %.85.us, %.119.us.prol
  %.128.us.prol = fadd <2 x float> %.90.us, %.124.us.prol
  %.129.us.prol = or disjoint i64 %.54.us, 2
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol, %loop.2.us.preheader
  %.125.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.126.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.127.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.128.us.lcssa.unr = phi <2 x float> [ poison, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %.93.us.unr = phi i64 [ %.64.us, %loop.2.us.preheader ], [ %.129.us.prol, %loop.2.us.prol ]
  %.95.us.unr = phi <2 x float> [ %.75.us, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol ]
  %.96.us.unr = phi <2 x float> [ %.80.us, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol ]
  %.97.us.unr = phi <2 x float> [ %.85.us, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol ]
  %.98.us.unr = phi <2 x float> [ %.90.us, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol ]
  %24 = icmp eq i64 %reass.sub, 2
  br i1 %24, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %25 = add i64 %.93.us.unr, 1
  %26 = mul i64 %8, %25
  %27 = mul i64 %11, %25
  %28 = mul i64 %13, %.93.us.unr
  %29 = mul i64 %14, %.93.us.unr
  %30 = add i64 %18, %28
  %31 = add i64 %19, %28
  %32 = add i64 %20, %28
  %33 = add i64 %18, %26
  %34 = add i64 %19, %26
  %35 = add i64 %20, %26
  %36 = sub i64 %.93.us.unr, %smin72
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv73 = phi i64 [ %36, %loop.2.us.preheader13 ], [ %lsr.iv.next74, %loop.2.us ]
  %lsr.iv29 = phi ptr [ %invariant.gep1, %loop.2.us.preheader13 ], [ %scevgep30, %loop.2.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv20, %loop.2.us.preheader13 ], [ %scevgep22, %loop.2.us ]
  %.95.us = phi <2 x float> [ %.125.us.1, %loop.2.us ], [ %.95.us.unr, %loop.2.us.preheader13 ]
  %.96.us = phi <2 x float> [ %.126.us.1, %loop.2.us ], [ %.96.us.unr, %loop.2.us.preheader13 ]
  %.97.us = phi <2 x float> [ %.127.us.1, %loop.2.us ], [ %.97.us.unr, %loop.2.us.preheader13 ]
  %.98.us = phi <2 x float> [ %.128.us.1, %loop.2.us ], [ %.98.us.unr, %loop.2.us.preheader13 ]
  %scevgep36 = getelementptr i8, ptr %lsr.iv29, i64 %29
  %.104.us = load <2 x float>, ptr %scevgep36, align 4
  %scevgep35 = getelementptr i8, ptr %lsr.iv21, i64 %28
  %.106.us = load float, ptr %scevgep35, align 4
  %.107.us = insertelement <2 x float> poison, float %.106.us, i64 0
  %.108.us = shufflevector <2 x float> %.107.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.109.us = fmul <2 x float> %.104.us, %.108.us
  %scevgep64 = getelementptr i8, ptr %lsr.iv21, i64 %30
  %.111.us = load float, ptr %scevgep64, align 4
  %.112.us = insertelement <2 x float> poison, float %.111.us, i64 0
  %.113.us = shufflevector <2 x float> %.112.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.114.us = fmul <2 x float> %.104.us, %.113.us
  %scevgep66 = getelementptr i8, ptr %lsr.iv21, i64 %31
  %.116.us = load float, ptr %scevgep66, align 4
  %.117.us = insertelement <2 x float> poison, float %.116.us, i64 0
  %.118.us = shufflevector <2 x float> %.117.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.119.us = fmul <2 x float> %.104.us, %.118.us
  %scevgep68 = getelementptr i8, ptr %lsr.iv21, i64 %32
  %.121.us = load float, ptr %scevgep68, align 4
  %.122.us = insertelement <2 x float> poison, float %.121.us, i64 0
  %.123.us = shufflevector <2 x float> %.122.us, <2 x float> poison, <2 x i32> zeroinitializer
  %.124.us = fmul <2 x float> %.104.us, %.123.us
  %.125.us = fadd <2 x float> %.95.us, %.109.us
  %.126.us = fadd <2 x float> %.96.us, %.114.us
  %.127.us = fadd <2 x float> %.97.us, %.119.us
  %.128.us = fadd <2 x float> %.98.us, %.124.us
  %scevgep31 = getelementptr i8, ptr %lsr.iv29, i64 %27
  %.104.us.1 = load <2 x float>, ptr %scevgep31, align 4
  %scevgep28 = getelementptr i8, ptr %lsr.iv21, i64 %26
  %.106.us.1 = load float, ptr %scevgep28, align 4
  %.107.us.1 = insertelement <2 x float> poison, float %.106.us.1, i64 0
  %.108.us.1 = shufflevector <2 x float> %.107.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.109.us.1 = fmul <2 x float> %.104.us.1, %.108.us.1
  %scevgep69 = getelementptr i8, ptr %lsr.iv21, i64 %33
  %.111.us.1 = load float, ptr %scevgep69, align 4
  %.112.us.1 = insertelement <2 x float> poison, float %.111.us.1, i64 0
  %.113.us.1 = shufflevector <2 x float> %.112.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.114.us.1 = fmul <2 x float> %.104.us.1, %.113.us.1
  %scevgep70 = getelementptr i8, ptr %lsr.iv21, i64 %34
  %.116.us.1 = load float, ptr %scevgep70, align 4
  %.117.us.1 = insertelement <2 x float> poison, float %.116.us.1, i64 0
  %.118.us.1 = shufflevector <2 x float> %.117.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.119.us.1 = fmul <2 x float> %.104.us.1, %.118.us.1
  %scevgep71 = getelementptr i8, ptr %lsr.iv21, i64 %35
  %.121.us.1 = load float, ptr %scevgep71, align 4
  %.122.us.1 = insertelement <2 x float> poison, float %.121.us.1, i64 0
  %.123.us.1 = shufflevector <2 x float> %.122.us.1, <2 x float> poison, <2 x i32> zeroinitializer
  %.124.us.1 = fmul <2 x float> %.104.us.1, %.123.us.1
  %.125.us.1 = fadd <2 x float> %.125.us, %.109.us.1
  %.126.us.1 = fadd <2 x float> %.126.us, %.114.us.1
  %.127.us.1 = fadd <2 x float> %.127.us, %.119.us.1
  %.128.us.1 = fadd <2 x float> %.128.us, %.124.us.1
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %10
  %scevgep30 = getelementptr i8, ptr %lsr.iv29, i64 %12
  %lsr.iv.next74 = add i64 %lsr.iv73, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next74, 0
  br i1 %exitcond.not.1, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.134.us = phi <2 x float> [ %.75.us, %loop.1.us ], [ %.125.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.125.us.1, %loop.2.us ]
  %.135.us = phi <2 x float> [ %.80.us, %loop.1.us ], [ %.126.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.126.us.1, %loop.2.us ]
  %.136.us = phi <2 x float> [ %.85.us, %loop.1.us ], [ %.127.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.127.us.1, %loop.2.us ]
  %.137.us = phi <2 x float> [ %.90.us, %loop.1.us ], [ %.128.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.128.us.1, %loop.2.us ]
  %37 = icmp slt i64 %.60.us, %.10
  %.138.us = sub i64 -2, %.55.us
  %.139.us = select i1 %37, i64 %.138.us, i64 -1
  %.140.us = and i64 %.139.us, %.55.us
  %.141.not.us = icmp eq i64 %.140.us, 0
  br i1 %.141.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.143.us = phi i64 [ %.174.us, %loop.3.us ], [ %.140.us, %loop.3.us.preheader ]
  %.144.us = phi <2 x float> [ %.163.us, %loop.3.us ], [ %.134.us, %loop.3.us.preheader ]
  %.145.us = phi <2 x float> [ %.166.us, %loop.3.us ], [ %.135.us, %loop.3.us.preheader ]
  %.146.us = phi <2 x float> [ %.169.us, %loop.3.us ], [ %.136.us, %loop.3.us.preheader ]
  %.147.us = phi <2 x float> [ %.172.us, %loop.3.us ], [ %.137.us, %loop.3.us.preheader ]
  %.148.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.143.us, i1 true)
  %.151.us.idx = shl nuw nsw i64 %.148.us, 5
  %.151.us = getelementptr i8, ptr %.11, i64 %.151.us.idx
  %.154.us = getelementptr i8, ptr %.151.us, i64 8
  %.157.us = getelementptr i8, ptr %.151.us, i64 16
  %.160.us = getelementptr i8, ptr %.151.us, i64 24
  %.162.us = load <2 x float>, ptr %.151.us, align 4
  %.163.us = fadd <2 x float> %.144.us, %.162.us
  %.165.us = load <2 x float>, ptr %.154.us, align 4
  %.166.us = fadd <2 x float> %.145.us, %.165.us
  %.168.us = load <2 x float>, ptr %.157.us, align 4
  %.169.us = fadd <2 x float> %.146.us, %.168.us
  %.171.us = load <2 x float>, ptr %.160.us, align 4
  %.172.us = fadd <2 x float> %.147.us, %.171.us
  %.173.us = add i64 %.143.us, -1
  %.174.us = and i64 %.173.us, %.143.us
  %.175.not.us = icmp eq i64 %.174.us, 0
  br i1 %.175.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.178.us = phi <2 x float> [ %.134.us, %after.2.us ], [ %.163.us, %loop.3.us ]
  %.179.us = phi <2 x float> [ %.135.us, %after.2.us ], [ %.166.us, %loop.3.us ]
  %.180.us = phi <2 x float> [ %.136.us, %after.2.us ], [ %.169.us, %loop.3.us ]
  %.181.us = phi <2 x float> [ %.137.us, %after.2.us ], [ %.172.us, %loop.3.us ]
  %38 = icmp slt i64 %.60.us, %.10
  br i1 %38, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.183.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.63.us, i1 true)
  %.186.us.idx = shl nuw nsw i64 %.183.us, 5
  %.186.us = getelementptr i8, ptr %.11, i64 %.186.us.idx
  %.189.us = getelementptr i8, ptr %.186.us, i64 8
  %.192.us = getelementptr i8, ptr %.186.us, i64 16
  %.195.us = getelementptr i8, ptr %.186.us, i64 24
  store <2 x float> %.178.us, ptr %.186.us, align 4
  store <2 x float> %.179.us, ptr %.189.us, align 4
  store <2 x float> %.180.us, ptr %.192.us, align 4
  store <2 x float> %.181.us, ptr %.195.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr51 = getelementptr i8, ptr %.36.us, i64 %sunkaddr
  %sunkaddr52 = getelementptr i8, ptr %sunkaddr51, i64 -8
  store <2 x float> %.178.us, ptr %sunkaddr52, align 4
  %sunkaddr53 = mul i64 %.2, 4
  %sunkaddr54 = getelementptr i8, ptr %.47.us, i64 %sunkaddr53
  %sunkaddr55 = getelementptr i8, ptr %sunkaddr54, i64 -8
  store <2 x float> %.179.us, ptr %sunkaddr55, align 4
  %sunkaddr56 = mul i64 %.2, 4
  %sunkaddr57 = getelementptr i8, ptr %.49.us, i64 %sunkaddr56
  %sunkaddr58 = getelementptr i8, ptr %sunkaddr57, i64 -8
  store <2 x float> %.180.us, ptr %sunkaddr58, align 4
  %sunkaddr59 = mul i64 %.2, 4
  %sunkaddr60 = getelementptr i8, ptr %.51.us, i64 %sunkaddr59
  %sunkaddr61 = getelementptr i8, ptr %sunkaddr60, i64 -8
  store <2 x float> %.181.us, ptr %sunkaddr61, align 4
  %.225.us = add i64 %.16.us, 4
  %lsr.iv.next18 = add i64 %lsr.iv17, -4
  %scevgep = getelementptr i8, ptr %lsr.iv20, i64 %9
  %.226.us = icmp slt i64 %.225.us, %.1
  br i1 %.226.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv44 = phi ptr [ %scevgep43, %loop.preheader14 ], [ %scevgep45, %loop ]
  %lsr.iv37 = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next38, %loop ]
  %.16 = phi i64 [ %.225, %loop ], [ 0, %loop.preheader14 ]
  %smin75 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 1)
  %39 = mul i64 %4, %smin75
  %scevgep76 = getelementptr i8, ptr %lsr.iv44, i64 %39
  %smin77 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 2)
  %40 = mul i64 %5, %smin77
  %scevgep78 = getelementptr i8, ptr %lsr.iv44, i64 %40
  %smin79 = call i64 @llvm.smin.i64(i64 %lsr.iv37, i64 3)
  %41 = mul i64 %6, %smin79
  %scevgep80 = getelementptr i8, ptr %lsr.iv44, i64 %41
  store <2 x float> zeroinitializer, ptr %lsr.iv44, align 4
  store <2 x float> zeroinitializer, ptr %scevgep76, align 4
  store <2 x float> zeroinitializer, ptr %scevgep78, align 4
  store <2 x float> zeroinitializer, ptr %scevgep80, align 4
  %.225 = add i64 %.16, 4
  %lsr.iv.next38 = add i64 %lsr.iv37, -4
  %scevgep45 = getelementptr i8, ptr %lsr.iv44, i64 %2
  %.226 = icmp slt i64 %.225, %.1
  br i1 %.226, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_8_1_1(i64 range(i64 5, -9223372036854775808) %.1, i64 range(i64 1, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -1
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.5, 2
  %2 = shl i64 %.4, 5
  %3 = shl i64 %.5, 3
  %4 = shl i64 %.7, 2
  %5 = shl i64 %.7, 3
  %6 = shl i64 %.5, 2
  %7 = shl i64 %.7, 2
  %8 = shl i64 %.4, 2
  %9 = shl i64 %.4, 2
  %10 = shl i64 %.4, 2
  %11 = shl i64 %.4, 2
  %12 = shl i64 %.4, 2
  %13 = shl i64 %.4, 2
  %14 = shl i64 %.4, 2
  br label %loop

loop:                                             ; preds = %entry, %after.1
  %lsr.iv7 = phi ptr [ %.3, %entry ], [ %scevgep, %after.1 ]
  %lsr.iv4 = phi i64 [ %0, %entry ], [ %lsr.iv.next5, %after.1 ]
  %.16 = phi i64 [ %.381, %after.1 ], [ 0, %entry ]
  %smin = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 1)
  %15 = mul i64 %8, %smin
  %smin60 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 2)
  %16 = mul i64 %9, %smin60
  %smin62 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 3)
  %17 = mul i64 %10, %smin62
  %smin64 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 4)
  %18 = mul i64 %11, %smin64
  %smin66 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 5)
  %19 = mul i64 %12, %smin66
  %smin68 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 6)
  %20 = mul i64 %13, %smin68
  %smin70 = call i64 @llvm.smin.i64(i64 %lsr.iv4, i64 7)
  %21 = mul i64 %14, %smin70
  %22 = icmp sgt i64 %.10, 0
  %.18 = mul i64 %.16, %.4
  %.19 = getelementptr float, ptr %.3, i64 %.18
  %23 = xor i64 %.16, -1
  %.20 = add i64 %.1, %23
  %.22 = tail call i64 @llvm.smin.i64(i64 %.20, i64 1)
  %.24 = tail call i64 @llvm.smin.i64(i64 %.20, i64 2)
  %.26 = tail call i64 @llvm.smin.i64(i64 %.20, i64 3)
  %.28 = tail call i64 @llvm.smin.i64(i64 %.20, i64 4)
  %.30 = tail call i64 @llvm.smin.i64(i64 %.20, i64 5)
  %.32 = tail call i64 @llvm.smin.i64(i64 %.20, i64 6)
  %.34 = tail call i64 @llvm.smin.i64(i64 %.20, i64 7)
  %.37 = mul i64 %.22, %.4
  %.38 = getelementptr float, ptr %.19, i64 %.37
  %.39 = mul i64 %.24, %.4
  %.40 = getelementptr float, ptr %.19, i64 %.39
  %.41 = mul i64 %.26, %.4
  %.42 = getelementptr float, ptr %.19, i64 %.41
  %.43 = mul i64 %.28, %.4
  %.44 = getelementptr float, ptr %.19, i64 %.43
  %.45 = mul i64 %.30, %.4
  %.46 = getelementptr float, ptr %.19, i64 %.45
  %.47 = mul i64 %.32, %.4
  %.48 = getelementptr float, ptr %.19, i64 %.47
  %.49 = mul i64 %.34, %.4
  %.50 = getelementptr float, ptr %.19, i64 %.49
  %.51 = mul i64 %.16, %.9
  %.52 = getelementptr float, ptr %.8, i64 %.51
  %.70 = mul i64 %.22, %.9
  %.71 = getelementptr float, ptr %.52, i64 %.70
  %.72 = mul i64 %.24, %.9
  %.73 = getelementptr float, ptr %.52, i64 %.72
  %.74 = mul i64 %.26, %.9
  %.75 = getelementptr float, ptr %.52, i64 %.74
  %.76 = mul i64 %.28, %.9
  %.77 = getelementptr float, ptr %.52, i64 %.76
  %.78 = mul i64 %.30, %.9
  %.79 = getelementptr float, ptr %.52, i64 %.78
  %.80 = mul i64 %.32, %.9
  %.81 = getelementptr float, ptr %.52, i64 %.80
  %.82 = mul i64 %.34, %.9
  %.83 = getelementptr float, ptr %.52, i64 %.82
  br i1 %22, label %loop.1.preheader, label %after.1

loop.1.preheader:                                 ; preds = %loop
  br label %loop.1

after:                                            ; preds = %after.1
  ret void

loop.1:                                           ; preds = %loop.1.preheader, %after.3.endif
  %indvars.iv = phi i64 [ %indvars.iv.next, %after.3.endif ], [ 32, %loop.1.preheader ]
  %.86 = phi i64 [ %.96, %after.3.endif ], [ 0, %loop.1.preheader ]
  %.87 = phi i64 [ %.99, %after.3.endif ], [ 0, %loop.1.preheader ]
  %smin79 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin1 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %24 = shl i64 %.87, 5
  %reass.sub = sub i64 %smin1, %24
  %.96 = add i64 %.86, 32
  %.98 = tail call i64 @llvm.smin.i64(i64 %.96, i64 %.10)
  %.99 = add i64 %.87, 1
  %.100 = or disjoint i64 %.86, 1
  %.101 = mul i64 %.86, %.7
  %.103 = mul i64 %.86, %.5
  %gep2 = getelementptr float, ptr %invariant.gep1, i64 %.101
  %.106 = load <1 x float>, ptr %gep2, align 4
  %.107 = getelementptr float, ptr %.19, i64 %.103
  %.108 = load float, ptr %.107, align 4
  %.109 = insertelement <1 x float> poison, float %.108, i64 0
  %.111 = fmul <1 x float> %.106, %.109
  %.112 = getelementptr float, ptr %.38, i64 %.103
  %.113 = load float, ptr %.112, align 4
  %.114 = insertelement <1 x float> poison, float %.113, i64 0
  %.116 = fmul <1 x float> %.106, %.114
  %.117 = getelementptr float, ptr %.40, i64 %.103
  %.118 = load float, ptr %.117, align 4
  %.119 = insertelement <1 x float> poison, float %.118, i64 0
  %.121 = fmul <1 x float> %.106, %.119
  %.122 = getelementptr float, ptr %.42, i64 %.103
  %.123 = load float, ptr %.122, align 4
  %.124 = insertelement <1 x float> poison, float %.123, i64 0
  %.126 = fmul <1 x float> %.106, %.124
  %.127 = getelementptr float, ptr %.44, i64 %.103
  %.128 = load float, ptr %.127, align 4
  %.129 = insertelement <1 x float> poison, float %.128, i64 0
  %.131 = fmul <1 x float> %.106, %.129
  %.132 = getelementptr float, ptr %.46, i64 %.103
  %.133 = load float, ptr %.132, align 4
  %.134 = insertelement <1 x float> poison, float %.133, i64 0
  %.136 = fmul <1 x float> %.106, %.134
  %.137 = getelementptr float, ptr %.48, i64 %.103
  %.138 = load float, ptr %.137, align 4
  %.139 = insertelement <1 x float> poison, float %.138, i64 0
  %.141 = fmul <1 x float> %.106, %.139
  %.142 = getelementptr float, ptr %.50, i64 %.103
  %.143 = load float, ptr %.142, align 4
  %.144 = insertelement <1 x float> poison, float %.143, i64 0
  %.146 = fmul <1 x float> %.106, %.144
  %.147 = icmp slt i64 %.100, %.98
  br i1 %.147, label %loop.2.preheader, label %after.2

loop.2.preheader:                                 ; preds = %loop.1
  %25 = and i64 %smin1, 1
  %lcmp.mod.not.not = icmp eq i64 %25, 0
  br i1 %lcmp.mod.not.not, label %loop.2.prol, label %loop.2.prol.loopexit

loop.2.prol:                                      ; preds = %loop.2.preheader
  %.159.prol = mul i64 %.100, %.7
  %.161.prol = mul i64 %.100, %.5
  %gep.prol = getelementptr float, ptr %invariant.gep1, i64 %.159.prol
  %.164.prol = load <1 x float>, ptr %gep.prol, align 4
  %.165.prol = getelementptr float, ptr %.19, i64 %.161.prol
  %.166.prol = load float, ptr %.165.prol, align 4
  %.167.prol = insertelement <1 x float> poison, float %.166.prol, i64 0
  %.169.prol = fmul <1 x float> %.164.prol, %.167.prol
  %.170.prol = getelementptr float, ptr %.38, i64 %.161.prol
  %.171.prol = load float, ptr %.170.prol, align 4
  %.172.prol = insertelement <1 x float> poison, float %.171.prol, i64 0
  %.174.prol = fmul <1 x float> %.164.prol, %.172.prol
  %.175.prol = getelementptr float, ptr %.40, i64 %.161.prol
  %.176.prol = load float, ptr %.175.prol, align 4
  %.177.prol = insertelement <1 x float> poison, float %.176.prol, i64 0
  %.179.prol = fmul <1 x float> %.164.prol, %.177.prol
  %.180.prol = getelementptr float, ptr %.42, i64 %.161.prol
  %.181.prol = load float, ptr %.180.prol, align 4
  %.182.prol = insertelement <1 x float> poison, float %.181.prol, i64 0
  %.184.prol = fmul <1 x float> %.164.prol, %.182.prol
  %.185.prol = getelementptr float, ptr %.44, i64 %.161.prol
  %.186.prol = load float, ptr %.185.prol, align 4
  %.187.prol = insertelement <1 x float> poison, float %.186.prol, i64 0
  %.189.prol = fmul <1 x float> %.164.prol, %.187.prol
  %.190.prol = getelementptr float, ptr %.46, i64 %.161.prol
  %.191.prol = load float, ptr %.190.prol, align 4
  %.192.prol = insertelement <1 x float> poison, float %.191.prol, i64 0
  %.194.prol = fmul <1 x float> %.164.prol, %.192.prol
  %.195.prol = getelementptr float, ptr %.48, i64 %.161.prol
  %.196.prol = load float, ptr %.195.prol, align 4
  %.197.prol = insertelement <1 x float> poison, float %.196.prol, i64 0
  %.199.prol = fmul <1 x float> %.164.prol, %.197.prol
  %.200.prol = getelementptr float, ptr %.50, i64 %.161.prol
  %.201.prol = load float, ptr %.200.prol, align 4
  %.202.prol = insertelement <1 x float> poison, float %.201.prol, i64 0
  %.204.prol = fmul <1 x float> %.164.prol, %.202.prol
  %.205.prol = fadd <1 x float> %.111, %.169.prol
  %.206.prol = fadd <1 x float> %.116, %.174.prol
  %.207.prol = fadd <1 x float> %.121, %.179.prol
  %.208.prol = fadd <1 x float> %.126, %.184.prol
  %.209.prol = fadd <1 x float> %.131, %.189.prol
  %.210.prol = fadd <1 x float> %.136, %.194.prol
  %.211.prol = fadd <1 x float> %.141, %.199.prol
  %.212.prol = fadd <1 x float> %.146, %.204.prol
  %.213.prol = or disjoint i64 %.86, 2
  br label %loop.2.prol.loopexit

loop.2.prol.loopexit:                             ; preds = %loop.2.prol, %loop.2.preheader
  %.205.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.205.prol, %loop.2.prol ]
  %.206.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.206.prol, %loop.2.prol ]
  %.207.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.207.prol, %loop.2.prol ]
  %.208.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.208.prol, %loop.2.prol ]
  %.209.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.209.prol, %loop.2.prol ]
  %.210.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.210.prol, %loop.2.prol ]
  %.211.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.211.prol, %loop.2.prol ]
  %.212.lcssa.unr = phi <1 x float> [ poison, %loop.2.preheader ], [ %.212.prol, %loop.2.prol ]
  %.149.unr = phi i64 [ %.100, %loop.2.preheader ], [ %.213.prol, %loop.2.prol ]
  %.151.unr = phi <1 x float> [ %.111, %loop.2.preheader ], [ %.205.prol, %loop.2.prol ]
  %.152.unr = phi <1 x float> [ %.116, %loop.2.preheader ], [ %.206.prol, %loop.2.prol ]
  %.153.unr = phi <1 x float> [ %.121, %loop.2.preheader ], [ %.207.prol, %loop.2.prol ]
  %.154.unr = phi <1 x float> [ %.126, %loop.2.preheader ], [ %.208.prol, %loop.2.prol ]
  %.155.unr = phi <1 x float> [ %.131, %loop.2.preheader ], [ %.209.prol, %loop.2.prol ]
  %.156.unr = phi <1 x float> [ %.136, %loop.2.preheader ], [ %.210.prol, %loop.2.prol ]
  %.157.unr = phi <1 x float> [ %.141, %loop.2.preheader ], [ %.211.prol, %loop.2.prol ]
  %.158.unr = phi <1 x float> [ %.146, %loop.2.preheader ], [ %.212.prol, %loop.2.prol ]
  %26 = icmp eq i64 %reass.sub, 2
  br i1 %26, label %after.2, label %loop.2.preheader2

loop.2.preheader2:                                ; preds = %loop.2.prol.loopexit
  %27 = add i64 %.149.unr, 1
  %28 = mul i64 %1, %27
  %29 = mul i64 %4, %27
  %30 = mul i64 %6, %.149.unr
  %31 = mul i64 %7, %.149.unr
  %32 = add i64 %15, %30
  %33 = add i64 %16, %30
  %34 = add i64 %17, %30
  %35 = add i64 %18, %30
  %36 = add i64 %19, %30
  %37 = add i64 %20, %30
  %38 = add i64 %21, %30
  %39 = add i64 %15, %28
  %40 = add i64 %16, %28
  %41 = add i64 %17, %28
  %42 = add i64 %18, %28
  %43 = add i64 %19, %28
  %44 = add i64 %20, %28
  %45 = add i64 %21, %28
  %46 = sub i64 %.149.unr, %smin79
  br label %loop.2

after.1:                                          ; preds = %after.3, %loop
  %.349 = phi <1 x float> [ zeroinitializer, %loop ], [ %.294, %after.3 ]
  %.350 = phi <1 x float> [ zeroinitializer, %loop ], [ %.295, %after.3 ]
  %.351 = phi <1 x float> [ zeroinitializer, %loop ], [ %.296, %after.3 ]
  %.352 = phi <1 x float> [ zeroinitializer, %loop ], [ %.297, %after.3 ]
  %.353 = phi <1 x float> [ zeroinitializer, %loop ], [ %.298, %after.3 ]
  %.354 = phi <1 x float> [ zeroinitializer, %loop ], [ %.299, %after.3 ]
  %.355 = phi <1 x float> [ zeroinitializer, %loop ], [ %.300, %after.3 ]
  %.356 = phi <1 x float> [ zeroinitializer, %loop ], [ %.301, %after.3 ]
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr36 = getelementptr i8, ptr %.52, i64 %sunkaddr
  %sunkaddr37 = getelementptr i8, ptr %sunkaddr36, i64 -4
  store <1 x float> %.349, ptr %sunkaddr37, align 4
  %sunkaddr38 = mul i64 %.2, 4
  %sunkaddr39 = getelementptr i8, ptr %.71, i64 %sunkaddr38
  %sunkaddr40 = getelementptr i8, ptr %sunkaddr39, i64 -4
  store <1 x float> %.350, ptr %sunkaddr40, align 4
  %sunkaddr41 = mul i64 %.2, 4
  %sunkaddr42 = getelementptr i8, ptr %.73, i64 %sunkaddr41
  %sunkaddr43 = getelementptr i8, ptr %sunkaddr42, i64 -4
  store <1 x float> %.351, ptr %sunkaddr43, align 4
  %sunkaddr44 = mul i64 %.2, 4
  %sunkaddr45 = getelementptr i8, ptr %.75, i64 %sunkaddr44
  %sunkaddr46 = getelementptr i8, ptr %sunkaddr45, i64 -4
  store <1 x float> %.352, ptr %sunkaddr46, align 4
  %sunkaddr47 = mul i64 %.2, 4
  %sunkaddr48 = getelementptr i8, ptr %.77, i64 %sunkaddr47
  %sunkaddr49 = getelementptr i8, ptr %sunkaddr48, i64 -4
  store <1 x float> %.353, ptr %sunkaddr49, align 4
  %sunkaddr50 = mul i64 %.2, 4
  %sunkaddr51 = getelementptr i8, ptr %.79, i64 %sunkaddr50
  %sunkaddr52 = getelementptr i8, ptr %sunkaddr51, i64 -4
  store <1 x float> %.354, ptr %sunkaddr52, align 4
  %sunkaddr53 = mul i64 %.2, 4
  %sunkaddr54 = getelementptr i8, ptr %.81, i64 %sunkaddr53
  %sunkaddr55 = getelementptr i8, ptr %sunkaddr54, i64 -4
  store <1 x float> %.355, ptr %sunkaddr55, align 4
  %sunkaddr56 = mul i64 %.2, 4
  %sunkaddr57 = getelementptr i8, ptr %.83, i64 %sunkaddr56
  %sunkaddr58 = getelementptr i8, ptr %sunkaddr57, i64 -4
  store <1 x float> %.356, ptr %sunkaddr58, align 4
  %.381 = add i64 %.16, 8
  %lsr.iv.next5 = add i64 %lsr.iv4, -8
  %scevgep = getelementptr i8, ptr %lsr.iv7, i64 %2
  %.382 = icmp slt i64 %.381, %.1
  br i1 %.382, label %loop, label %after

loop.2:                                           ; preds = %loop.2.preheader2, %loop.2
  %lsr.iv80 = phi i64 [ %46, %loop.2.preheader2 ], [ %lsr.iv.next81, %loop.2 ]
  %lsr.iv24 = phi ptr [ %invariant.gep1, %loop.2.preheader2 ], [ %scevgep25, %loop.2 ]
  %lsr.iv8 = phi ptr [ %lsr.iv7, %loop.2.preheader2 ], [ %scevgep9, %loop.2 ]
  %.151 = phi <1 x float> [ %.205.1, %loop.2 ], [ %.151.unr, %loop.2.preheader2 ]
  %.152 = phi <1 x float> [ %.206.1, %loop.2 ], [ %.152.unr, %loop.2.preheader2 ]
  %.153 = phi <1 x float> [ %.207.1, %loop.2 ], [ %.153.unr, %loop.2.preheader2 ]
  %.154 = phi <1 x float> [ %.208.1, %loop.2 ], [ %.154.unr, %loop.2.preheader2 ]
  %.155 = phi <1 x float> [ %.209.1, %loop.2 ], [ %.155.unr, %loop.2.preheader2 ]
  %.156 = phi <1 x float> [ %.210.1, %loop.2 ], [ %.156.unr, %loop.2.preheader2 ]
  %.157 = phi <1 x float> [ %.211.1, %loop.2 ], [ %.157.unr, %loop.2.preheader2 ]
  %.158 = phi <1 x float> [ %.212.1, %loop.2 ], [ %.158.unr, %loop.2.preheader2 ]
  %scevgep35 = getelementptr i8, ptr %lsr.iv24, i64 %31
  %.164 = load <1 x float>, ptr %scevgep35, align 4
  %scevgep34 = getelementptr i8, ptr %lsr.iv8, i64 %30
  %.166 = load float, ptr %scevgep34, align 4
  %.167 = insertelement <1 x float> poison, float %.166, i64 0
  %.169 = fmul <1 x float> %.164, %.167
  %scevgep59 = getelementptr i8, ptr %lsr.iv8, i64 %32
  %.171 = load float, ptr %scevgep59, align 4
  %.172 = insertelement <1 x float> poison, float %.171, i64 0
  %.174 = fmul <1 x float> %.164, %.172
  %scevgep61 = getelementptr i8, ptr %lsr.iv8, i64 %33
  %.176 = load float, ptr %scevgep61, align 4
  %.177 = insertelement <1 x float> poison, float %.176, i64 0
  %.179 = fmul <1 x float> %.164, %.177
  %scevgep63 = getelementptr i8, ptr %lsr.iv8, i64 %34
  %.181 = load float, ptr %scevgep63, align 4
  %.182 = insertelement <1 x float> poison, float %.181, i64 0
  %.184 = fmul <1 x float> %.164, %.182
  %scevgep65 = getelementptr i8, ptr %lsr.iv8, i64 %35
  %.186 = load float, ptr %scevgep65, align 4
  %.187 = insertelement <1 x float> poison, float %.186, i64 0
  %.189 = fmul <1 x float> %.164, %.187
  %scevgep67 = getelementptr i8, ptr %lsr.iv8, i64 %36
  %.191 = load float, ptr %scevgep67, align 4
  %.192 = insertelement <1 x float> poison, float %.191, i64 0
  %.194 = fmul <1 x float> %.164, %.192
  %scevgep69 = getelementptr i8, ptr %lsr.iv8, i64 %37
  %.196 = load float, ptr %scevgep69, align 4
  %.197 = insertelement <1 x float> poison, float %.196, i64 0
  %.199 = fmul <1 x float> %.164, %.197
  %scevgep71 = getelementptr i8, ptr %lsr.iv8, i64 %38
  %.201 = load float, ptr %scevgep71, align 4
  %.202 = insertelement <1 x float> poison, float %.201, i64 0
  %.204 = fmul <1 x float> %.164, %.202
  %.205 = fadd <1 x float> %.151, %.169
  %.206 = fadd <1 x float> %.152, %.174
  %.207 = fadd <1 x float> %.153, %.179
  %.208 = fadd <1 x float> %.154, %.184
  %.209 = fadd <1 x float> %.155, %.189
  %.210 = fadd <1 x float> %.156, %.194
  %.211 = fadd <1 x float> %.157, %.199
  %.212 = fadd <1 x float> %.158, %.204
  %scevgep26 = getelementptr i8, ptr %lsr.iv24, i64 %29
  %.164.1 = load <1 x float>, ptr %scevgep26, align 4
  %scevgep23 = getelementptr i8, ptr %lsr.iv8, i64 %28
  %.166.1 = load float, ptr %scevgep23, align 4
  %.167.1 = insertelement <1 x float> poison, float %.166.1, i64 0
  %.169.1 = fmul <1 x float> %.164.1, %.167.1
  %scevgep72 = getelementptr i8, ptr %lsr.iv8, i64 %39
  %.171.1 = load float, ptr %scevgep72, align 4
  %.172.1 = insertelement <1 x float> poison, float %.171.1, i64 0
  %.174.1 = fmul <1 x float> %.164.1, %.172.1
  %scevgep73 = getelementptr i8, ptr %lsr.iv8, i64 %40
  %.176.1 = load float, ptr %scevgep73, align 4
  %.177.1 = insertelement <1 x float> poison, float %.176.1, i64 0
  %.179.1 = fmul <1 x float> %.164.1, %.177.1
  %scevgep74 = getelementptr i8, ptr %lsr.iv8, i64 %41
  %.181.1 = load float, ptr %scevgep74, align 4
  %.182.1 = insertelement <1 x float> poison, float %.181.1, i64 0
  %.184.1 = fmul <1 x float> %.164.1, %.182.1
  %scevgep75 = getelementptr i8, ptr %lsr.iv8, i64 %42
  %.186.1 = load float, ptr %scevgep75, align 4
  %.187.1 = insertelement <1 x float> poison, float %.186.1, i64 0
  %.189.1 = fmul <1 x float> %.164.1, %.187.1
  %scevgep76 = getelementptr i8, ptr %lsr.iv8, i64 %43
  %.191.1 = load float, ptr %scevgep76, align 4
  %.192.1 = insertelement <1 x float> poison, float %.191.1, i64 0
  %.194.1 = fmul <1 x float> %.164.1, %.192.1
  %scevgep77 = getelementptr i8, ptr %lsr.iv8, i64 %44
  %.196.1 = load float, ptr %scevgep77, align 4
  %.197.1 = insertelement <1 x float> poison, float %.196.1, i64 0
  %.199.1 = fmul <1 x float> %.164.1, %.197.1
  %scevgep78 = getelementptr i8, ptr %lsr.iv8, i64 %45
  %.201.1 = load float, ptr %scevgep78, align 4
  %.202.1 = insertelement <1 x float> poison, float %.201.1, i64 0
  %.204.1 = fmul <1 x float> %.164.1, %.202.1
  %.205.1 = fadd <1 x float> %.205, %.169.1
  %.206.1 = fadd <1 x float> %.206, %.174.1
  %.207.1 = fadd <1 x float> %.207, %.179.1
  %.208.1 = fadd <1 x float> %.208, %.184.1
  %.209.1 = fadd <1 x float> %.209, %.189.1
  %.210.1 = fadd <1 x float> %.210, %.194.1
  %.211.1 = fadd <1 x float> %.211, %.199.1
  %.212.1 = fadd <1 x float> %.212, %.204.1
  %scevgep9 = getelementptr i8, ptr %lsr.iv8, i64 %3
  %scevgep25 = getelementptr i8, ptr %lsr.iv24, i64 %5
  %lsr.iv.next81 = add i64 %lsr.iv80, 2
  %exitcond.not.1 = icmp eq i64 %lsr.iv.next81, 0
  br i1 %exitcond.not.1, label %after.2, label %loop.2

after.2:                                          ; preds = %loop.2, %loop.2.prol.loopexit, %loop.1
  %.218 = phi <1 x float> [ %.111, %loop.1 ], [ %.205.lcssa.unr, %loop.2.prol.loopexit ], [ %.205.1, %loop.2 ]
  %.219 = phi <1 x float> [ %.116, %loop.1 ], [ %.206.lcssa.unr, %loop.2.prol.loopexit ], [ %.206.1, %loop.2 ]
  %.220 = phi <1 x float> [ %.121, %loop.1 ], [ %.207.lcssa.unr, %loop.2.prol.loopexit ], [ %.207.1, %loop.2 ]
  %.221 = phi <1 x float> [ %.126, %loop.1 ], [ %.208.lcssa.unr, %loop.2.prol.loopexit ], [ %.208.1, %loop.2 ]
  %.222 = phi <1 x float> [ %.131, %loop.1 ], [ %.209.lcssa.unr, %loop.2.prol.loopexit ], [ %.209.1, %loop.2 ]
  %.223 = phi <1 x float> [ %.136, %loop.1 ], [ %.210.lcssa.unr, %loop.2.prol.loopexit ], [ %.210.1, %loop.2 ]
  %.224 = phi <1 x float> [ %.141, %loop.1 ], [ %.211.lcssa.unr, %loop.2.prol.loopexit ], [ %.211.1, %loop.2 ]
  %.225 = phi <1 x float> [ %.146, %loop.1 ], [ %.212.lcssa.unr, %loop.2.prol.loopexit ], [ %.212.1, %loop.2 ]
  %47 = icmp slt i64 %.96, %.10
  %.226 = sub i64 -2, %.87
  %.227 = select i1 %47, i64 %.226, i64 -1
  %.228 = and i64 %.227, %.87
  %.229.not = icmp eq i64 %.228, 0
  br i1 %.229.not, label %after.3, label %loop.3.preheader

loop.3.preheader:                                 ; preds = %after.2
  br label %loop.3

loop.3:                                           ; preds = %loop.3.preheader, %loop.3
  %.231 = phi i64 [ %.290, %loop.3 ], [ %.228, %loop.3.preheader ]
  %.232 = phi <1 x float> [ %.267, %loop.3 ], [ %.218, %loop.3.preheader ]
  %.233 = phi <1 x float> [ %.270, %loop.3 ], [ %.219, %loop.3.preheader ]
  %.234 = phi <1 x float> [ %.273, %loop.3 ], [ %.220, %loop.3.preheader ]
  %.235 = phi <1 x float> [ %.276, %loop.3 ], [ %.221, %loop.3.preheader ]
  %.236 = phi <1 x float> [ %.279, %loop.3 ], [ %.222, %loop.3.preheader ]
  %.237 = phi <1 x float> [ %.282, %loop.3 ], [ %.223, %loop.3.preheader ]
  %.238 = phi <1 x float> [ %.285, %loop.3 ], [ %.224, %loop.3.preheader ]
  %.239 = phi <1 x float> [ %.288, %loop.3 ], [ %.225, %loop.3.preheader ]
  %.240 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.231, i1 true)
  %.243.idx = shl nuw nsw i64 %.240, 5
  %.243 = getelementptr i8, ptr %.11, i64 %.243.idx
  %.246 = getelementptr i8, ptr %.243, i64 4
  %.249 = getelementptr i8, ptr %.243, i64 8
  %.252 = getelementptr i8, ptr %.243, i64 12
  %.255 = getelementptr i8, ptr %.243, i64 16
  %.258 = getelementptr i8, ptr %.243, i64 20
  %.261 = getelementptr i8, ptr %.243, i64 24
  %.264 = getelementptr i8, ptr %.243, i64 28
  %.266 = load <1 x float>, ptr %.243, align 4
  %.267 = fadd <1 x float> %.232, %.266
  %.269 = load <1 x float>, ptr %.246, align 4
  %.270 = fadd <1 x float> %.233, %.269
  %.272 = load <1 x float>, ptr %.249, align 4
  %.273 = fadd <1 x float> %.234, %.272
  %.275 = load <1 x float>, ptr %.252, align 4
  %.276 = fadd <1 x float> %.235, %.275
  %.278 = load <1 x float>, ptr %.255, align 4
  %.279 = fadd <1 x float> %.236, %.278
  %.281 = load <1 x float>, ptr %.258, align 4
  %.282 = fadd <1 x float> %.237, %.281
  %.284 = load <1 x float>, ptr %.261, align 4
  %.285 = fadd <1 x float> %.238, %.284
  %.287 = load <1 x float>, ptr %.264, align 4
  %.288 = fadd <1 x float> %.239, %.287
  %.289 = add i64 %.231, -1
  %.290 = and i64 %.289, %.231
  %.291.not = icmp eq i64 %.290, 0
  br i1 %.291.not, label %after.3, label %loop.3

after.3:                                          ; preds = %loop.3, %after.2
  %.294 = phi <1 x float> [ %.218, %after.2 ], [ %.267, %loop.3 ]
  %.295 = phi <1 x float> [ %.219, %after.2 ], [ %.270, %loop.3 ]
  %.296 = phi <1 x float> [ %.220, %after.2 ], [ %.273, %loop.3 ]
  %.297 = phi <1 x float> [ %.221, %after.2 ], [ %.276, %loop.3 ]
  %.298 = phi <1 x float> [ %.222, %after.2 ], [ %.279, %loop.3 ]
  %.299 = phi <1 x float> [ %.223, %after.2 ], [ %.282, %loop.3 ]
  %.300 = phi <1 x float> [ %.224, %after.2 ], [ %.285, %loop.3 ]
  %.301 = phi <1 x float> [ %.225, %after.2 ], [ %.288, %loop.3 ]
  %48 = icmp slt i64 %.96, %.10
  br i1 %48, label %after.3.endif, label %after.1

after.3.endif:                                    ; preds = %after.3
  %.303 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.99, i1 true)
  %.306.idx = shl nuw nsw i64 %.303, 5
  %.306 = getelementptr i8, ptr %.11, i64 %.306.idx
  %.309 = getelementptr i8, ptr %.306, i64 4
  %.312 = getelementptr i8, ptr %.306, i64 8
  %.315 = getelementptr i8, ptr %.306, i64 12
  %.318 = getelementptr i8, ptr %.306, i64 16
  %.321 = getelementptr i8, ptr %.306, i64 20
  %.324 = getelementptr i8, ptr %.306, i64 24
  %.327 = getelementptr i8, ptr %.306, i64 28
  store <1 x float> %.294, ptr %.306, align 4
  store <1 x float> %.295, ptr %.309, align 4
  store <1 x float> %.296, ptr %.312, align 4
  store <1 x float> %.297, ptr %.315, align 4
  store <1 x float> %.298, ptr %.318, align 4
  store <1 x float> %.299, ptr %.321, align 4
  store <1 x float> %.300, ptr %.324, align 4
  store <1 x float> %.301, ptr %.327, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  br label %loop.1
}

; Function Attrs: nofree noinline norecurse nosync nounwind memory(argmem: readwrite)
define internal fastcc void @product_4_1_1(i64 range(i64 0, -9223372036854775808) %.1, i64 range(i64 1, -9223372036854775808) %.2, ptr readonly captures(none) %.3, i64 %.4, i64 %.5, ptr readonly captures(none) %.6, i64 %.7, ptr writeonly captures(none) %.8, i64 %.9, i64 %.10, ptr captures(none) %.11) unnamed_addr #2 {
entry:
  %.13 = add nsw i64 %.2, -1
  %.14.not = icmp eq i64 %.1, 0
  br i1 %.14.not, label %after, label %loop.preheader

loop.preheader:                                   ; preds = %entry
  %.52 = icmp sgt i64 %.10, 0
  %invariant.gep1 = getelementptr float, ptr %.6, i64 %.13
  br i1 %.52, label %loop.us.preheader, label %loop.preheader14

loop.preheader14:                                 ; preds = %loop.preheader
  %0 = add nsw i64 %.1, -1
  %1 = shl i64 %.2, 2
  %2 = shl i64 %.9, 4
  %3 = add i64 %1, -4
  %scevgep74 = getelementptr i8, ptr %.8, i64 %3
  %4 = shl i64 %.9, 2
  %5 = shl i64 %.9, 2
  %6 = shl i64 %.9, 2
  br label %loop

loop.us.preheader:                                ; preds = %loop.preheader
  %7 = add nsw i64 %.1, -1
  %8 = shl i64 %.5, 2
  %scevgep = getelementptr i8, ptr %.3, i64 %8
  %9 = shl i64 %.4, 4
  %10 = shl i64 %.5, 7
  %11 = shl i64 %.7, 2
  %12 = shl i64 %.2, 2
  %13 = add i64 %11, %12
  %14 = add i64 %13, -4
  %scevgep30 = getelementptr i8, ptr %.6, i64 %14
  %15 = shl i64 %.7, 7
  %16 = shl i64 %.5, 2
  %17 = shl i64 %.5, 4
  %18 = shl i64 %.7, 2
  %19 = shl i64 %.7, 4
  %20 = shl i64 %.5, 2
  %21 = shl i64 %.7, 2
  %22 = shl i64 %.5, 2
  %23 = shl i64 %.7, 2
  %24 = shl i64 %.5, 2
  %25 = shl i64 %.7, 2
  %26 = shl i64 %.4, 2
  %27 = shl i64 %.4, 2
  %28 = shl i64 %.4, 2
  %29 = shl i64 %.4, 2
  %30 = shl i64 %.4, 2
  %31 = shl i64 %.4, 2
  br label %loop.us

loop.us:                                          ; preds = %loop.us.preheader, %after.1.loopexit.us
  %lsr.iv40 = phi ptr [ %.3, %loop.us.preheader ], [ %scevgep41, %after.1.loopexit.us ]
  %lsr.iv19 = phi ptr [ %scevgep, %loop.us.preheader ], [ %scevgep20, %after.1.loopexit.us ]
  %lsr.iv16 = phi i64 [ %7, %loop.us.preheader ], [ %lsr.iv.next17, %after.1.loopexit.us ]
  %.16.us = phi i64 [ %.225.us, %after.1.loopexit.us ], [ 0, %loop.us.preheader ]
  %smin101 = call i64 @llvm.smin.i64(i64 %lsr.iv16, i64 1)
  %32 = mul i64 %29, %smin101
  %smin103 = call i64 @llvm.smin.i64(i64 %lsr.iv16, i64 2)
  %33 = mul i64 %30, %smin103
  %smin105 = call i64 @llvm.smin.i64(i64 %lsr.iv16, i64 3)
  %34 = mul i64 %31, %smin105
  %smin94 = call i64 @llvm.smin.i64(i64 %lsr.iv16, i64 1)
  %35 = mul i64 %26, %smin94
  %smin96 = call i64 @llvm.smin.i64(i64 %lsr.iv16, i64 2)
  %36 = mul i64 %27, %smin96
  %smin98 = call i64 @llvm.smin.i64(i64 %lsr.iv16, i64 3)
  %37 = mul i64 %28, %smin98
  %.18.us = mul i64 %.16.us, %.4
  %.19.us = getelementptr float, ptr %.3, i64 %.18.us
  %38 = xor i64 %.16.us, -1
  %.20.us = add i64 %.1, %38
  %.22.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 1)
  %.24.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 2)
  %.26.us = tail call i64 @llvm.smin.i64(i64 %.20.us, i64 3)
  %.29.us = mul i64 %.22.us, %.4
  %.30.us = getelementptr float, ptr %.19.us, i64 %.29.us
  %.31.us = mul i64 %.24.us, %.4
  %.32.us = getelementptr float, ptr %.19.us, i64 %.31.us
  %.33.us = mul i64 %.26.us, %.4
  %.34.us = getelementptr float, ptr %.19.us, i64 %.33.us
  br label %loop.1.us

loop.1.us:                                        ; preds = %loop.us, %after.3.endif.us
  %lsr.iv31 = phi ptr [ %scevgep30, %loop.us ], [ %scevgep32, %after.3.endif.us ]
  %lsr.iv21 = phi ptr [ %lsr.iv19, %loop.us ], [ %scevgep22, %after.3.endif.us ]
  %indvars.iv = phi i64 [ 32, %loop.us ], [ %indvars.iv.next, %after.3.endif.us ]
  %.54.us = phi i64 [ 0, %loop.us ], [ %.60.us, %after.3.endif.us ]
  %.55.us = phi i64 [ 0, %loop.us ], [ %.63.us, %after.3.endif.us ]
  %smin116 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %smin100 = call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %39 = trunc i64 %smin100 to i2
  %40 = add i2 %39, -1
  %41 = zext i2 %40 to i64
  %smin12 = tail call i64 @llvm.smin.i64(i64 %.10, i64 %indvars.iv)
  %42 = shl i64 %.55.us, 5
  %reass.sub = sub i64 %smin12, %42
  %43 = add i64 %reass.sub, -2
  %.60.us = add i64 %.54.us, 32
  %.62.us = tail call i64 @llvm.smin.i64(i64 %.60.us, i64 %.10)
  %.63.us = add i64 %.55.us, 1
  %.64.us = or disjoint i64 %.54.us, 1
  %.65.us = mul i64 %.54.us, %.7
  %.67.us = mul i64 %.54.us, %.5
  %gep2.us = getelementptr float, ptr %invariant.gep1, i64 %.65.us
  %.70.us = load <1 x float>, ptr %gep2.us, align 4
  %.71.us = getelementptr float, ptr %.19.us, i64 %.67.us
  %.72.us = load float, ptr %.71.us, align 4
  %.73.us = insertelement <1 x float> poison, float %.72.us, i64 0
  %.75.us = fmul <1 x float> %.70.us, %.73.us
  %.76.us = getelementptr float, ptr %.30.us, i64 %.67.us
  %.77.us = load float, ptr %.76.us, align 4
  %.78.us = insertelement <1 x float> poison, float %.77.us, i64 0
  %.80.us = fmul <1 x float> %.70.us, %.78.us
  %.81.us = getelementptr float, ptr %.32.us, i64 %.67.us
  %.82.us = load float, ptr %.81.us, align 4
  %.83.us = insertelement <1 x float> poison, float %.82.us, i64 0
  %.85.us = fmul <1 x float> %.70.us, %.83.us
  %.86.us = getelementptr float, ptr %.34.us, i64 %.67.us
  %.87.us = load float, ptr %.86.us, align 4
  %.88.us = insertelement <1 x float> poison, float %.87.us, i64 0
  %.90.us = fmul <1 x float> %.70.us, %.88.us
  %.91.us = icmp slt i64 %.64.us, %.62.us
  br i1 %.91.us, label %loop.2.us.preheader, label %after.2.us

loop.2.us.preheader:                              ; preds = %loop.1.us
  %44 = and i64 %smin12, 3
  %lcmp.mod.not = icmp eq i64 %44, 1
  br i1 %lcmp.mod.not, label %loop.2.us.prol.loopexit, label %loop.2.us.prol.preheader

loop.2.us.prol.preheader:                         ; preds = %loop.2.us.preheader
  br label %loop.2.us.prol

loop.2.us.prol:                                   ; preds = %loop.2.us.prol.preheader, %loop.2.us.prol
  %lsr.iv33 = phi ptr [ %lsr.iv31, %loop.2.us.prol.preheader ], [ %scevgep34, %loop.2.us.prol ]
  %lsr.iv23 = phi ptr [ %lsr.iv21, %loop.2.us.prol.preheader ], [ %scevgep24, %loop.2.us.prol ]
  %lsr.iv = phi i64 [ -1, %loop.2.us.prol.preheader ], [ %lsr.iv.next, %loop.2.us.prol ]
  %.95.us.prol = phi <1 x float> [ %.125.us.prol, %loop.2.us.prol ], [ %.75.us, %loop.2.us.prol.preheader ]
  %.96.us.prol = phi <1 x float> [ %.126.us.prol, %loop.2.us.prol ], [ %.80.us, %loop.2.us.prol.preheader ]
  %.97.us.prol = phi <1 x float> [ %.127.us.prol, %loop.2.us.prol ], [ %.85.us, %loop.2.us.prol.preheader ]
  %.98.us.prol = phi <1 x float> [ %.128.us.prol, %loop.2.us.prol ], [ %.90.us, %loop.2.us.prol.preheader ]
  %.104.us.prol = load <1 x float>, ptr %lsr.iv33, align 4
  %.106.us.prol = load float, ptr %lsr.iv23, align 4
  %.107.us.prol = insertelement <1 x float> poison, float %.106.us.prol, i64 0
  %.109.us.prol = fmul <1 x float> %.104.us.prol, %.107.us.prol
  %scevgep95 = getelementptr i8, ptr %lsr.iv23, i64 %35
  %.111.us.prol = load float, ptr %scevgep95, align 4
  %.112.us.prol = insertelement <1 x float> poison, float %.111.us.prol, i64 0
  %.114.us.prol = fmul <1 x float> %.104.us.prol, %.112.us.prol
  %scevgep97 = getelementptr i8, ptr %lsr.iv23, i64 %36
  %.116.us.prol = load float, ptr %scevgep97, align 4
  %.117.us.prol = insertelement <1 x float> poison, float %.116.us.prol, i64 0
  %.119.us.prol = fmul <1 x float> %.104.us.prol, %.117.us.prol
  %scevgep99 = getelementptr i8, ptr %lsr.iv23, i64 %37
  %.121.us.prol = load float, ptr %scevgep99, align 4
  %.122.us.prol = insertelement <1 x float> poison, float %.121.us.prol, i64 0
  %.124.us.prol = fmul <1 x float> %.104.us.prol, %.122.us.prol
  %.125.us.prol = fadd <1 x float> %.95.us.prol, %.109.us.prol
  %.126.us.prol = fadd <1 x float> %.96.us.prol, %.114.us.prol
  %.127.us.prol = fadd <1 x float> %.97.us.prol, %.119.us.prol
  %.128.us.prol = fadd <1 x float> %.98.us.prol, %.124.us.prol
  %lsr.iv.next = add i64 %lsr.iv, -1
  %scevgep24 = getelementptr i8, ptr %lsr.iv23, i64 %8
  %scevgep34 = getelementptr i8, ptr %lsr.iv33, i64 %11
  %45 = add i64 %41, %lsr.iv.next
  %prol.iter.cmp.not = icmp eq i64 %45, -1
  br i1 %prol.iter.cmp.not, label %loop.2.us.prol.loopexit.loopexit, label %loop.2.us.prol, !llvm.loop !18

loop.2.us.prol.loopexit.loopexit:                 ; preds = %loop.2.us.prol
  %46 = sub i64 %.54.us, %lsr.iv.next
  br label %loop.2.us.prol.loopexit

loop.2.us.prol.loopexit:                          ; preds = %loop.2.us.prol.loopexit.loopexit, %loop.2.us.preheader
  %.125.us.lcssa.unr = phi <1 x float> [ poison, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %.126.us.lcssa.unr = phi <1 x float> [ poison, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %.127.us.lcssa.unr = phi <1 x float> [ poison, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %.128.us.lcssa.unr = phi <1 x float> [ poison, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %.93.us.unr = phi i64 [ %.64.us, %loop.2.us.preheader ], [ %46, %loop.2.us.prol.loopexit.loopexit ]
  %.95.us.unr = phi <1 x float> [ %.75.us, %loop.2.us.preheader ], [ %.125.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %.96.us.unr = phi <1 x float> [ %.80.us, %loop.2.us.preheader ], [ %.126.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %.97.us.unr = phi <1 x float> [ %.85.us, %loop.2.us.preheader ], [ %.127.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %.98.us.unr = phi <1 x float> [ %.90.us, %loop.2.us.preheader ], [ %.128.us.prol, %loop.2.us.prol.loopexit.loopexit ]
  %47 = icmp ult i64 %43, 3
  br i1 %47, label %after.2.us, label %loop.2.us.preheader13

loop.2.us.preheader13:                            ; preds = %loop.2.us.prol.loopexit
  %48 = add i64 %.93.us.unr, 3
  %49 = mul i64 %16, %48
  %50 = mul i64 %18, %48
  %51 = add i64 %.93.us.unr, 2
  %52 = mul i64 %20, %51
  %53 = mul i64 %21, %51
  %54 = add i64 %.93.us.unr, 1
  %55 = mul i64 %22, %54
  %56 = mul i64 %23, %54
  %57 = mul i64 %24, %.93.us.unr
  %58 = mul i64 %25, %.93.us.unr
  %59 = add i64 %32, %57
  %60 = add i64 %33, %57
  %61 = add i64 %34, %57
  %62 = add i64 %32, %55
  %63 = add i64 %33, %55
  %64 = add i64 %34, %55
  %65 = add i64 %32, %52
  %66 = add i64 %33, %52
  %67 = add i64 %34, %52
  %68 = add i64 %32, %49
  %69 = add i64 %33, %49
  %70 = add i64 %34, %49
  %71 = sub i64 %.93.us.unr, %smin116
  br label %loop.2.us

loop.2.us:                                        ; preds = %loop.2.us.preheader13, %loop.2.us
  %lsr.iv117 = phi i64 [ %71, %loop.2.us.preheader13 ], [ %lsr.iv.next118, %loop.2.us ]
  %lsr.iv50 = phi ptr [ %invariant.gep1, %loop.2.us.preheader13 ], [ %scevgep51, %loop.2.us ]
  %lsr.iv42 = phi ptr [ %lsr.iv40, %loop.2.us.preheader13 ], [ %scevgep43, %loop.2.us ]
  %.95.us = phi <1 x float> [ %.125.us.3, %loop.2.us ], [ %.95.us.unr, %loop.2.us.preheader13 ]
  %.96.us = phi <1 x float> [ %.126.us.3, %loop.2.us ], [ %.96.us.unr, %loop.2.us.preheader13 ]
  %.97.us = phi <1 x float> [ %.127.us.3, %loop.2.us ], [ %.97.us.unr, %loop.2.us.preheader13 ]
  %.98.us = phi <1 x float> [ %.128.us.3, %loop.2.us ], [ %.98.us.unr, %loop.2.us.preheader13 ]
  %scevgep67 = getelementptr i8, ptr %lsr.iv50, i64 %58
  %.104.us = load <1 x float>, ptr %scevgep67, align 4
  %scevgep66 = getelementptr i8, ptr %lsr.iv42, i64 %57
  %.106.us = load float, ptr %scevgep66, align 4
  %.107.us = insertelement <1 x float> poison, float %.106.us, i64 0
  %.109.us = fmul <1 x float> %.104.us, %.107.us
  %scevgep102 = getelementptr i8, ptr %lsr.iv42, i64 %59
  %.111.us = load float, ptr %scevgep102, align 4
  %.112.us = insertelement <1 x float> poison, float %.111.us, i64 0
  %.114.us = fmul <1 x float> %.104.us, %.112.us
  %scevgep104 = getelementptr i8, ptr %lsr.iv42, i64 %60
  %.116.us = load float, ptr %scevgep104, align 4
  %.117.us = insertelement <1 x float> poison, float %.116.us, i64 0
  %.119.us = fmul <1 x float> %.104.us, %.117.us
  %scevgep106 = getelementptr i8, ptr %lsr.iv42, i64 %61
  %.121.us = load float, ptr %scevgep106, align 4
  %.122.us = insertelement <1 x float> poison, float %.121.us, i64 0
  %.124.us = fmul <1 x float> %.104.us, %.122.us
  %.125.us = fadd <1 x float> %.95.us, %.109.us
  %.126.us = fadd <1 x float> %.96.us, %.114.us
  %.127.us = fadd <1 x float> %.97.us, %.119.us
  %.128.us = fadd <1 x float> %.98.us, %.124.us
  %scevgep62 = getelementptr i8, ptr %lsr.iv50, i64 %56
  %.104.us.1 = load <1 x float>, ptr %scevgep62, align 4
  %scevgep61 = getelementptr i8, ptr %lsr.iv42, i64 %55
  %.106.us.1 = load float, ptr %scevgep61, align 4
  %.107.us.1 = insertelement <1 x float> poison, float %.106.us.1, i64 0
  %.109.us.1 = fmul <1 x float> %.104.us.1, %.107.us.1
  %scevgep107 = getelementptr i8, ptr %lsr.iv42, i64 %62
  %.111.us.1 = load float, ptr %scevgep107, align 4
  %.112.us.1 = insertelement <1 x float> poison, float %.111.us.1, i64 0
  %.114.us.1 = fmul <1 x float> %.104.us.1, %.112.us.1
  %scevgep108 = getelementptr i8, ptr %lsr.iv42, i64 %63
  %.116.us.1 = load float, ptr %scevgep108, align 4
  %.117.us.1 = insertelement <1 x float> poison, float %.116.us.1, i64 0
  %.119.us.1 = fmul <1 x float> %.104.us.1, %.117.us.1
  %scevgep109 = getelementptr i8, ptr %lsr.iv42, i64 %64
  %.121.us.1 = load float, ptr %scevgep109, align 4
  %.122.us.1 = insertelement <1 x float> poison, float %.121.us.1, i64 0
  %.124.us.1 = fmul <1 x float> %.104.us.1, %.122.us.1
  %.125.us.1 = fadd <1 x float> %.125.us, %.109.us.1
  %.126.us.1 = fadd <1 x float> %.126.us, %.114.us.1
  %.127.us.1 = fadd <1 x float> %.127.us, %.119.us.1
  %.128.us.1 = fadd <1 x float> %.128.us, %.124.us.1
  %scevgep57 = getelementptr i8, ptr %lsr.iv50, i64 %53
  %.104.us.2 = load <1 x float>, ptr %scevgep57, align 4
  %scevgep56 = getelementptr i8, ptr %lsr.iv42, i64 %52
  %.106.us.2 = load float, ptr %scevgep56, align 4
  %.107.us.2 = insertelement <1 x float> poison, float %.106.us.2, i64 0
  %.109.us.2 = fmul <1 x float> %.104.us.2, %.107.us.2
  %scevgep110 = getelementptr i8, ptr %lsr.iv42, i64 %65
  %.111.us.2 = load float, ptr %scevgep110, align 4
  %.112.us.2 = insertelement <1 x float> poison, float %.111.us.2, i64 0
  %.114.us.2 = fmul <1 x float> %.104.us.2, %.112.us.2
  %scevgep111 = getelementptr i8, ptr %lsr.iv42, i64 %66
  %.116.us.2 = load float, ptr %scevgep111, align 4
  %.117.us.2 = insertelement <1 x float> poison, float %.116.us.2, i64 0
  %.119.us.2 = fmul <1 x float> %.104.us.2, %.117.us.2
  %scevgep112 = getelementptr i8, ptr %lsr.iv42, i64 %67
  %.121.us.2 = load float, ptr %scevgep112, align 4
  %.122.us.2 = insertelement <1 x float> poison, float %.121.us.2, i64 0
  %.124.us.2 = fmul <1 x float> %.104.us.2, %.122.us.2
  %.125.us.2 = fadd <1 x float> %.125.us.1, %.109.us.2
  %.126.us.2 = fadd <1 x float> %.126.us.1, %.114.us.2
  %.127.us.2 = fadd <1 x float> %.127.us.1, %.119.us.2
  %.128.us.2 = fadd <1 x float> %.128.us.1, %.124.us.2
  %scevgep52 = getelementptr i8, ptr %lsr.iv50, i64 %50
  %.104.us.3 = load <1 x float>, ptr %scevgep52, align 4
  %scevgep49 = getelementptr i8, ptr %lsr.iv42, i64 %49
  %.106.us.3 = load float, ptr %scevgep49, align 4
  %.107.us.3 = insertelement <1 x float> poison, float %.106.us.3, i64 0
  %.109.us.3 = fmul <1 x float> %.104.us.3, %.107.us.3
  %scevgep113 = getelementptr i8, ptr %lsr.iv42, i64 %68
  %.111.us.3 = load float, ptr %scevgep113, align 4
  %.112.us.3 = insertelement <1 x float> poison, float %.111.us.3, i64 0
  %.114.us.3 = fmul <1 x float> %.104.us.3, %.112.us.3
  %scevgep114 = getelementptr i8, ptr %lsr.iv42, i64 %69
  %.116.us.3 = load float, ptr %scevgep114, align 4
  %.117.us.3 = insertelement <1 x float> poison, float %.116.us.3, i64 0
  %.119.us.3 = fmul <1 x float> %.104.us.3, %.117.us.3
  %scevgep115 = getelementptr i8, ptr %lsr.iv42, i64 %70
  %.121.us.3 = load float, ptr %scevgep115, align 4
  %.122.us.3 = insertelement <1 x float> poison, float %.121.us.3, i64 0
  %.124.us.3 = fmul <1 x float> %.104.us.3, %.122.us.3
  %.125.us.3 = fadd <1 x float> %.125.us.2, %.109.us.3
  %.126.us.3 = fadd <1 x float> %.126.us.2, %.114.us.3
  %.127.us.3 = fadd <1 x float> %.127.us.2, %.119.us.3
  %.128.us.3 = fadd <1 x float> %.128.us.2, %.124.us.3
  %scevgep43 = getelementptr i8, ptr %lsr.iv42, i64 %17
  %scevgep51 = getelementptr i8, ptr %lsr.iv50, i64 %19
  %lsr.iv.next118 = add i64 %lsr.iv117, 4
  %exitcond.not.3 = icmp eq i64 %lsr.iv.next118, 0
  br i1 %exitcond.not.3, label %after.2.us, label %loop.2.us

after.2.us:                                       ; preds = %loop.2.us, %loop.2.us.prol.loopexit, %loop.1.us
  %.134.us = phi <1 x float> [ %.75.us, %loop.1.us ], [ %.125.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.125.us.3, %loop.2.us ]
  %.135.us = phi <1 x float> [ %.80.us, %loop.1.us ], [ %.126.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.126.us.3, %loop.2.us ]
  %.136.us = phi <1 x float> [ %.85.us, %loop.1.us ], [ %.127.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.127.us.3, %loop.2.us ]
  %.137.us = phi <1 x float> [ %.90.us, %loop.1.us ], [ %.128.us.lcssa.unr, %loop.2.us.prol.loopexit ], [ %.128.us.3, %loop.2.us ]
  %72 = icmp slt i64 %.60.us, %.10
  %.138.us = sub i64 -2, %.55.us
  %.139.us = select i1 %72, i64 %.138.us, i64 -1
  %.140.us = and i64 %.139.us, %.55.us
  %.141.not.us = icmp eq i64 %.140.us, 0
  br i1 %.141.not.us, label %after.3.us, label %loop.3.us.preheader

loop.3.us.preheader:                              ; preds = %after.2.us
  br label %loop.3.us

loop.3.us:                                        ; preds = %loop.3.us.preheader, %loop.3.us
  %.143.us = phi i64 [ %.174.us, %loop.3.us ], [ %.140.us, %loop.3.us.preheader ]
  %.144.us = phi <1 x float> [ %.163.us, %loop.3.us ], [ %.134.us, %loop.3.us.preheader ]
  %.145.us = phi <1 x float> [ %.166.us, %loop.3.us ], [ %.135.us, %loop.3.us.preheader ]
  %.146.us = phi <1 x float> [ %.169.us, %loop.3.us ], [ %.136.us, %loop.3.us.preheader ]
  %.147.us = phi <1 x float> [ %.172.us, %loop.3.us ], [ %.137.us, %loop.3.us.preheader ]
  %.148.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.143.us, i1 true)
  %.151.us.idx = shl nuw nsw i64 %.148.us, 4
  %.151.us = getelementptr i8, ptr %.11, i64 %.151.us.idx
  %.154.us = getelementptr i8, ptr %.151.us, i64 4
  %.157.us = getelementptr i8, ptr %.151.us, i64 8
  %.160.us = getelementptr i8, ptr %.151.us, i64 12
  %.162.us = load <1 x float>, ptr %.151.us, align 4
  %.163.us = fadd <1 x float> %.144.us, %.162.us
  %.165.us = load <1 x float>, ptr %.154.us, align 4
  %.166.us = fadd <1 x float> %.145.us, %.165.us
  %.168.us = load <1 x float>, ptr %.157.us, align 4
  %.169.us = fadd <1 x float> %.146.us, %.168.us
  %.171.us = load <1 x float>, ptr %.160.us, align 4
  %.172.us = fadd <1 x float> %.147.us, %.171.us
  %.173.us = add i64 %.143.us, -1
  %.174.us = and i64 %.173.us, %.143.us
  %.175.not.us = icmp eq i64 %.174.us, 0
  br i1 %.175.not.us, label %after.3.us, label %loop.3.us

after.3.us:                                       ; preds = %loop.3.us, %after.2.us
  %.178.us = phi <1 x float> [ %.134.us, %after.2.us ], [ %.163.us, %loop.3.us ]
  %.179.us = phi <1 x float> [ %.135.us, %after.2.us ], [ %.166.us, %loop.3.us ]
  %.180.us = phi <1 x float> [ %.136.us, %after.2.us ], [ %.169.us, %loop.3.us ]
  %.181.us = phi <1 x float> [ %.137.us, %after.2.us ], [ %.172.us, %loop.3.us ]
  %73 = icmp slt i64 %.60.us, %.10
  br i1 %73, label %after.3.endif.us, label %after.1.loopexit.us

after.3.endif.us:                                 ; preds = %after.3.us
  %.183.us = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 %.63.us, i1 true)
  %.186.us.idx = shl nuw nsw i64 %.183.us, 4
  %.186.us = getelementptr i8, ptr %.11, i64 %.186.us.idx
  %.189.us = getelementptr i8, ptr %.186.us, i64 4
  %.192.us = getelementptr i8, ptr %.186.us, i64 8
  %.195.us = getelementptr i8, ptr %.186.us, i64 12
  store <1 x float> %.178.us, ptr %.186.us, align 4
  store <1 x float> %.179.us, ptr %.189.us, align 4
  store <1 x float> %.180.us, ptr %.192.us, align 4
  store <1 x float> %.181.us, ptr %.195.us, align 4
  %indvars.iv.next = add i64 %indvars.iv, 32
  %scevgep22 = getelementptr i8, ptr %lsr.iv21, i64 %10
  %scevgep32 = getelementptr i8, ptr %lsr.iv31, i64 %15
  br label %loop.1.us

after.1.loopexit.us:                              ; preds = %after.3.us
  %.35.us = mul i64 %.16.us, %.9
  %.36.us = getelementptr float, ptr %.8, i64 %.35.us
  %.46.us = mul i64 %.22.us, %.9
  %.47.us = getelementptr float, ptr %.36.us, i64 %.46.us
  %.48.us = mul i64 %.24.us, %.9
  %.49.us = getelementptr float, ptr %.36.us, i64 %.48.us
  %.50.us = mul i64 %.26.us, %.9
  %.51.us = getelementptr float, ptr %.36.us, i64 %.50.us
  %sunkaddr = mul i64 %.2, 4
  %sunkaddr82 = getelementptr i8, ptr %.36.us, i64 %sunkaddr
  %sunkaddr83 = getelementptr i8, ptr %sunkaddr82, i64 -4
  store <1 x float> %.178.us, ptr %sunkaddr83, align 4
  %sunkaddr84 = mul i64 %.2, 4
  %sunkaddr85 = getelementptr i8, ptr %.47.us, i64 %sunkaddr84
  %sunkaddr86 = getelementptr i8, ptr %sunkaddr85, i64 -4
  store <1 x float> %.179.us, ptr %sunkaddr86, align 4
  %sunkaddr87 = mul i64 %.2, 4
  %sunkaddr88 = getelementptr i8, ptr %.49.us, i64 %sunkaddr87
  %sunkaddr89 = getelementptr i8, ptr %sunkaddr88, i64 -4
  store <1 x float> %.180.us, ptr %sunkaddr89, align 4
  %sunkaddr90 = mul i64 %.2, 4
  %sunkaddr91 = getelementptr i8, ptr %.51.us, i64 %sunkaddr90
  %sunkaddr92 = getelementptr i8, ptr %sunkaddr91, i64 -4
  store <1 x float> %.181.us, ptr %sunkaddr92, align 4
  %.225.us = add i64 %.16.us, 4
  %lsr.iv.next17 = add i64 %lsr.iv16, -4
  %scevgep20 = getelementptr i8, ptr %lsr.iv19, i64 %9
  %scevgep41 = getelementptr i8, ptr %lsr.iv40, i64 %9
  %.226.us = icmp slt i64 %.225.us, %.1
  br i1 %.226.us, label %loop.us, label %after

loop:                                             ; preds = %loop.preheader14, %loop
  %lsr.iv75 = phi ptr [ %scevgep74, %loop.preheader14 ], [ %scevgep76, %loop ]
  %lsr.iv68 = phi i64 [ %0, %loop.preheader14 ], [ %lsr.iv.next69, %loop ]
  %.16 = phi i64 [ %.225, %loop ], [ 0, %loop.preheader14 ]
  %smin119 = call i64 @llvm.smin.i64(i64 %lsr.iv68, i64 1)
  %74 = mul i64 %4, %smin119
  %scevgep120 = getelementptr i8, ptr %lsr.iv75, i64 %74
  %smin121 = call i64 @llvm.smin.i64(i64 %lsr.iv68, i64 2)
  %75 = mul i64 %5, %smin121
  %scevgep122 = getelementptr i8, ptr %lsr.iv75, i64 %75
  %smin123 = call i64 @llvm.smin.i64(i64 %lsr.iv68, i64 3)
  %76 = mul i64 %6, %smin123
  %scevgep124 = getelementptr i8, ptr %lsr.iv75, i64 %76
  store <1 x float> zeroinitializer, ptr %lsr.iv75, align 4
  store <1 x float> zeroinitializer, ptr %scevgep120, align 4
  store <1 x float> zeroinitializer, ptr %scevgep122, align 4
  store <1 x float> zeroinitializer, ptr %scevgep124, align 4
  %.225 = add i64 %.16, 4
  %lsr.iv.next69 = add i64 %lsr.iv68, -4
  %scevgep76 = getelementptr i8, ptr %lsr.iv75, i64 %2
  %.226 = icmp slt i64 %.225, %.1
  br i1 %.226, label %loop, label %after

after:                                            ; preds = %loop, %after.1.loopexit.us, %entry
  ret void
}

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.smin.i64(i64, i64) #1

; Function Attrs: mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.cttz.i64(i64, i1 immarg) #3

define noundef ptr @_ZN7cpython11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx(ptr readnone captures(none) %py_closure, ptr %py_args, ptr readnone captures(none) %py_kws) local_unnamed_addr {
entry:
  %.5 = alloca ptr, align 8
  %.6 = alloca ptr, align 8
  %.7 = alloca ptr, align 8
  %.8 = alloca ptr, align 8
  %.9 = alloca ptr, align 8
  %.10 = alloca ptr, align 8
  %.11 = alloca ptr, align 8
  %.12 = alloca ptr, align 8
  %.13 = alloca ptr, align 8
  %.14 = alloca ptr, align 8
  %.15 = alloca ptr, align 8
  %.16 = alloca ptr, align 8
  %.17 = alloca ptr, align 8
  %.18 = alloca ptr, align 8
  %.19 = alloca ptr, align 8
  %.20 = call i32 (ptr, ptr, i64, i64, ...) @PyArg_UnpackTuple(ptr %py_args, ptr nonnull @.const.matmul, i64 15, i64 15, ptr nonnull %.5, ptr nonnull %.6, ptr nonnull %.7, ptr nonnull %.8, ptr nonnull %.9, ptr nonnull %.10, ptr nonnull %.11, ptr nonnull %.12, ptr nonnull %.13, ptr nonnull %.14, ptr nonnull %.15, ptr nonnull %.16, ptr nonnull %.17, ptr nonnull %.18, ptr nonnull %.19)
  %.21 = icmp eq i32 %.20, 0
  %.33 = alloca { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] }, align 8
  %.104 = alloca { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] }, align 8
  %.175 = alloca { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] }, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(56) %.104, i8 0, i64 56, i1 false)
  %.294 = alloca ptr, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(56) %.175, i8 0, i64 56, i1 false)
  %excinfo = alloca ptr, align 8
  store ptr null, ptr %excinfo, align 8
  br i1 %.21, label %common.ret, label %entry.endif, !prof !0

common.ret:                                       ; preds = %entry.endif.endif.endif.thread, %entry.endif.endif.endif.e...endif.6.endif, %entry.endif.endif.endif.e...endif.6.endif.if, %entry.endif.endif.endif.e...endif.6.endif.endif.endif, %entry.endif.endif.endif.e...endif.6.if.endif.if, %entry.endif.endif.endif.e...endif.6.if.endif, %arg0.err, %entry, %entry.endif.endif.endif.e...endif.6.if.if.if, %entry.endif.endif.endif.e...if.6.endif, %entry.endif.if
  %common.ret.op = phi ptr [ null, %entry.endif.endif.endif.e...endif.6.if.if.if ], [ null, %entry ], [ null, %entry.endif.if ], [ null, %entry.endif.endif.endif.e...endif.6.endif.if ], [ @_Py_NoneStruct, %entry.endif.endif.endif.e...if.6.endif ], [ null, %arg0.err ], [ null, %entry.endif.endif.endif.thread ], [ null, %entry.endif.endif.endif.e...endif.6.endif ], [ null, %entry.endif.endif.endif.e...endif.6.if.endif ], [ null, %entry.endif.endif.endif.e...endif.6.if.endif.if ], [ null, %entry.endif.endif.endif.e...endif.6.endif.endif.endif ]
  ret ptr %common.ret.op

entry.endif:                                      ; preds = %entry
  %.25 = load ptr, ptr @_ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx, align 8
  %.28 = icmp eq ptr %.25, null
  br i1 %.28, label %entry.endif.if, label %entry.endif.endif, !prof !0

entry.endif.if:                                   ; preds = %entry.endif
  call void @PyErr_SetString(ptr nonnull @PyExc_RuntimeError, ptr nonnull @".const.missing Environment: _ZN08NumbaEnv11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx")
  br label %common.ret

entry.endif.endif:                                ; preds = %entry.endif
  %.32 = load ptr, ptr %.5, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(56) %.33, i8 0, i64 56, i1 false)
  %.37 = call i32 @NRT_adapt_ndarray_from_python(ptr %.32, ptr nonnull %.33)
  %sunkaddr = getelementptr inbounds i8, ptr %.33, i64 24
  %.41 = load i64, ptr %sunkaddr, align 8
  %.42 = icmp ne i64 %.41, 4
  %.43 = icmp ne i32 %.37, 0
  %.44 = or i1 %.43, %.42
  br i1 %.44, label %entry.endif.endif.endif.thread, label %entry.endif.endif.endif.endif, !prof !0

entry.endif.endif.endif.thread:                   ; preds = %entry.endif.endif
  call void @PyErr_SetString(ptr nonnull @PyExc_TypeError, ptr nonnull @".const.can't unbox array from PyObject into native value.  The object maybe of a different type")
  br label %common.ret

entry.endif.endif.endif.endif:                    ; preds = %entry.endif.endif
  %.48.fca.0.load = load ptr, ptr %.33, align 8
  %sunkaddr1 = getelementptr inbounds i8, ptr %.33, i64 8
  %.48.fca.1.load = load ptr, ptr %sunkaddr1, align 8
  %sunkaddr2 = getelementptr inbounds i8, ptr %.33, i64 16
  %.48.fca.2.load = load i64, ptr %sunkaddr2, align 8
  %sunkaddr3 = getelementptr inbounds i8, ptr %.33, i64 32
  %.48.fca.4.load = load ptr, ptr %sunkaddr3, align 8
  %sunkaddr4 = getelementptr inbounds i8, ptr %.33, i64 40
  %.48.fca.5.0.load = load i64, ptr %sunkaddr4, align 8
  %sunkaddr5 = getelementptr inbounds i8, ptr %.33, i64 48
  %.48.fca.6.0.load = load i64, ptr %sunkaddr5, align 8
  %.55 = load ptr, ptr %.6, align 8
  %.58 = call ptr @PyNumber_Long(ptr %.55)
  %.59.not = icmp eq ptr %.58, null
  br i1 %.59.not, label %entry.endif.endif.endif.endif.endif, label %entry.endif.endif.endif.endif.if, !prof !0

arg0.err:                                         ; preds = %entry.endif.endif.endif.e...endif.endif.endif.thread, %arg4.err, %entry.endif.endif.endif.e...endif, %entry.endif.endif.endif.endif.endif.endif.endif, %entry.endif.endif.endif.endif.endif
  call void @NRT_decref(ptr %.48.fca.0.load)
  br label %common.ret

entry.endif.endif.endif.endif.if:                 ; preds = %entry.endif.endif.endif.endif
  %.61 = call i64 @PyLong_AsLongLong(ptr nonnull %.58)
  call void @Py_DecRef(ptr nonnull %.58)
  br label %entry.endif.endif.endif.endif.endif

entry.endif.endif.endif.endif.endif:              ; preds = %entry.endif.endif.endif.endif.if, %entry.endif.endif.endif.endif
  %.56.0 = phi i64 [ %.61, %entry.endif.endif.endif.endif.if ], [ 0, %entry.endif.endif.endif.endif ]
  %.66 = call ptr @PyErr_Occurred()
  %.67.not = icmp eq ptr %.66, null
  br i1 %.67.not, label %entry.endif.endif.endif.endif.endif.endif, label %arg0.err, !prof !14

entry.endif.endif.endif.endif.endif.endif:        ; preds = %entry.endif.endif.endif.endif.endif
  %.71 = load ptr, ptr %.7, align 8
  %.74 = call ptr @PyNumber_Long(ptr %.71)
  %.75.not = icmp eq ptr %.74, null
  br i1 %.75.not, label %entry.endif.endif.endif.endif.endif.endif.endif, label %entry.endif.endif.endif.endif.endif.endif.if, !prof !0

entry.endif.endif.endif.endif.endif.endif.if:     ; preds = %entry.endif.endif.endif.endif.endif.endif
  %.77 = call i64 @PyLong_AsLongLong(ptr nonnull %.74)
  call void @Py_DecRef(ptr nonnull %.74)
  br label %entry.endif.endif.endif.endif.endif.endif.endif

entry.endif.endif.endif.endif.endif.endif.endif:  ; preds = %entry.endif.endif.endif.endif.endif.endif.if, %entry.endif.endif.endif.endif.endif.endif
  %.72.0 = phi i64 [ %.77, %entry.endif.endif.endif.endif.endif.endif.if ], [ 0, %entry.endif.endif.endif.endif.endif.endif ]
  %.82 = call ptr @PyErr_Occurred()
  %.83.not = icmp eq ptr %.82, null
  br i1 %.83.not, label %entry.endif.endif.endif.endif.endif.endif.endif.endif, label %arg0.err, !prof !14

entry.endif.endif.endif.endif.endif.endif.endif.endif: ; preds = %entry.endif.endif.endif.endif.endif.endif.endif
  %.87 = load ptr, ptr %.8, align 8
  %.90 = call ptr @PyNumber_Long(ptr %.87)
  %.91.not = icmp eq ptr %.90, null
  br i1 %.91.not, label %entry.endif.endif.endif.e...endif, label %entry.endif.endif.endif.e...if, !prof !0

entry.endif.endif.endif.e...if:                   ; preds = %entry.endif.endif.endif.endif.endif.endif.endif.endif
  %.93 = call i64 @PyLong_AsLongLong(ptr nonnull %.90)
  call void @Py_DecRef(ptr nonnull %.90)
  br label %entry.endif.endif.endif.e...endif

entry.endif.endif.endif.e...endif:                ; preds = %entry.endif.endif.endif.e...if, %entry.endif.endif.endif.endif.endif.endif.endif.endif
  %.88.0 = phi i64 [ %.93, %entry.endif.endif.endif.e...if ], [ 0, %entry.endif.endif.endif.endif.endif.endif.endif.endif ]
  %.98 = call ptr @PyErr_Occurred()
  %.99.not = icmp eq ptr %.98, null
  br i1 %.99.not, label %entry.endif.endif.endif.e...endif.endif, label %arg0.err, !prof !14

entry.endif.endif.endif.e...endif.endif:          ; preds = %entry.endif.endif.endif.e...endif
  %.103 = load ptr, ptr %.9, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(56) %.104, i8 0, i64 56, i1 false)
  %.108 = call i32 @NRT_adapt_ndarray_from_python(ptr %.103, ptr nonnull %.104)
  %sunkaddr6 = getelementptr inbounds i8, ptr %.104, i64 24
  %.112 = load i64, ptr %sunkaddr6, align 8
  %.113 = icmp ne i64 %.112, 4
  %.114 = icmp ne i32 %.108, 0
  %.115 = or i1 %.114, %.113
  br i1 %.115, label %entry.endif.endif.endif.e...endif.endif.endif.thread, label %entry.endif.endif.endif.e...endif.endif.endif.endif, !prof !0

entry.endif.endif.endif.e...endif.endif.endif.thread: ; preds = %entry.endif.endif.endif.e...endif.endif
  call void @PyErr_SetString(ptr nonnull @PyExc_TypeError, ptr nonnull @".const.can't unbox array from PyObject into native value.  The object maybe of a different type")
  br label %arg0.err

entry.endif.endif.endif.e...endif.endif.endif.endif: ; preds = %entry.endif.endif.endif.e...endif.endif
  %.119.fca.0.load = load ptr, ptr %.104, align 8
  %sunkaddr7 = getelementptr inbounds i8, ptr %.104, i64 8
  %.119.fca.1.load = load ptr, ptr %sunkaddr7, align 8
  %sunkaddr8 = getelementptr inbounds i8, ptr %.104, i64 16
  %.119.fca.2.load = load i64, ptr %sunkaddr8, align 8
  %sunkaddr9 = getelementptr inbounds i8, ptr %.104, i64 32
  %.119.fca.4.load = load ptr, ptr %sunkaddr9, align 8
  %sunkaddr10 = getelementptr inbounds i8, ptr %.104, i64 40
  %.119.fca.5.0.load = load i64, ptr %sunkaddr10, align 8
  %sunkaddr11 = getelementptr inbounds i8, ptr %.104, i64 48
  %.119.fca.6.0.load = load i64, ptr %sunkaddr11, align 8
  %.126 = load ptr, ptr %.10, align 8
  %.129 = call ptr @PyNumber_Long(ptr %.126)
  %.130.not = icmp eq ptr %.129, null
  br i1 %.130.not, label %entry.endif.endif.endif.e...endif.1, label %entry.endif.endif.endif.e...if.1, !prof !0

arg4.err:                                         ; preds = %entry.endif.endif.endif.e...endif.2.endif.endif.thread, %arg8.err, %entry.endif.endif.endif.e...endif.2, %entry.endif.endif.endif.e...endif.1.endif.endif, %entry.endif.endif.endif.e...endif.1
  call void @NRT_decref(ptr %.119.fca.0.load)
  br label %arg0.err

entry.endif.endif.endif.e...if.1:                 ; preds = %entry.endif.endif.endif.e...endif.endif.endif.endif
  %.132 = call i64 @PyLong_AsLongLong(ptr nonnull %.129)
  call void @Py_DecRef(ptr nonnull %.129)
  br label %entry.endif.endif.endif.e...endif.1

entry.endif.endif.endif.e...endif.1:              ; preds = %entry.endif.endif.endif.e...if.1, %entry.endif.endif.endif.e...endif.endif.endif.endif
  %.127.0 = phi i64 [ %.132, %entry.endif.endif.endif.e...if.1 ], [ 0, %entry.endif.endif.endif.e...endif.endif.endif.endif ]
  %.137 = call ptr @PyErr_Occurred()
  %.138.not = icmp eq ptr %.137, null
  br i1 %.138.not, label %entry.endif.endif.endif.e...endif.1.endif, label %arg4.err, !prof !14

entry.endif.endif.endif.e...endif.1.endif:        ; preds = %entry.endif.endif.endif.e...endif.1
  %.142 = load ptr, ptr %.11, align 8
  %.145 = call ptr @PyNumber_Long(ptr %.142)
  %.146.not = icmp eq ptr %.145, null
  br i1 %.146.not, label %entry.endif.endif.endif.e...endif.1.endif.endif, label %entry.endif.endif.endif.e...endif.1.endif.if, !prof !0

entry.endif.endif.endif.e...endif.1.endif.if:     ; preds = %entry.endif.endif.endif.e...endif.1.endif
  %.148 = call i64 @PyLong_AsLongLong(ptr nonnull %.145)
  call void @Py_DecRef(ptr nonnull %.145)
  br label %entry.endif.endif.endif.e...endif.1.endif.endif

entry.endif.endif.endif.e...endif.1.endif.endif:  ; preds = %entry.endif.endif.endif.e...endif.1.endif.if, %entry.endif.endif.endif.e...endif.1.endif
  %.143.0 = phi i64 [ %.148, %entry.endif.endif.endif.e...endif.1.endif.if ], [ 0, %entry.endif.endif.endif.e...endif.1.endif ]
  %.153 = call ptr @PyErr_Occurred()
  %.154.not = icmp eq ptr %.153, null
  br i1 %.154.not, label %entry.endif.endif.endif.e...endif.1.endif.endif.endif, label %arg4.err, !prof !14

entry.endif.endif.endif.e...endif.1.endif.endif.endif: ; preds = %entry.endif.endif.endif.e...endif.1.endif.endif
  %.158 = load ptr, ptr %.12, align 8
  %.161 = call ptr @PyNumber_Long(ptr %.158)
  %.162.not = icmp eq ptr %.161, null
  br i1 %.162.not, label %entry.endif.endif.endif.e...endif.2, label %entry.endif.endif.endif.e...if.2, !prof !0

entry.endif.endif.endif.e...if.2:                 ; preds = %entry.endif.endif.endif.e...endif.1.endif.endif.endif
  %.164 = call i64 @PyLong_AsLongLong(ptr nonnull %.161)
  call void @Py_DecRef(ptr nonnull %.161)
  br label %entry.endif.endif.endif.e...endif.2

entry.endif.endif.endif.e...endif.2:              ; preds = %entry.endif.endif.endif.e...if.2, %entry.endif.endif.endif.e...endif.1.endif.endif.endif
  %.159.0 = phi i64 [ %.164, %entry.endif.endif.endif.e...if.2 ], [ 0, %entry.endif.endif.endif.e...endif.1.endif.endif.endif ]
  %.169 = call ptr @PyErr_Occurred()
  %.170.not = icmp eq ptr %.169, null
  br i1 %.170.not, label %entry.endif.endif.endif.e...endif.2.endif, label %arg4.err, !prof !14

entry.endif.endif.endif.e...endif.2.endif:        ; preds = %entry.endif.endif.endif.e...endif.2
  %.174 = load ptr, ptr %.13, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(56) %.175, i8 0, i64 56, i1 false)
  %.179 = call i32 @NRT_adapt_ndarray_from_python(ptr %.174, ptr nonnull %.175)
  %sunkaddr12 = getelementptr inbounds i8, ptr %.175, i64 24
  %.183 = load i64, ptr %sunkaddr12, align 8
  %.184 = icmp ne i64 %.183, 4
  %.185 = icmp ne i32 %.179, 0
  %.186 = or i1 %.185, %.184
  br i1 %.186, label %entry.endif.endif.endif.e...endif.2.endif.endif.thread, label %entry.endif.endif.endif.e...endif.2.endif.endif.endif, !prof !0

entry.endif.endif.endif.e...endif.2.endif.endif.thread: ; preds = %entry.endif.endif.endif.e...endif.2.endif
  call void @PyErr_SetString(ptr nonnull @PyExc_TypeError, ptr nonnull @".const.can't unbox array from PyObject into native value.  The object maybe of a different type")
  br label %arg4.err

entry.endif.endif.endif.e...endif.2.endif.endif.endif: ; preds = %entry.endif.endif.endif.e...endif.2.endif
  %.190.fca.0.load = load ptr, ptr %.175, align 8
  %sunkaddr13 = getelementptr inbounds i8, ptr %.175, i64 32
  %.190.fca.4.load = load ptr, ptr %sunkaddr13, align 8
  %sunkaddr14 = getelementptr inbounds i8, ptr %.175, i64 40
  %.190.fca.5.0.load = load i64, ptr %sunkaddr14, align 8
  %.197 = load ptr, ptr %.14, align 8
  %.200 = call ptr @PyNumber_Long(ptr %.197)
  %.201.not = icmp eq ptr %.200, null
  br i1 %.201.not, label %entry.endif.endif.endif.e...endif.3, label %entry.endif.endif.endif.e...if.3, !prof !0

arg8.err:                                         ; preds = %entry.endif.endif.endif.e...endif.5.endif.endif, %entry.endif.endif.endif.e...endif.5, %entry.endif.endif.endif.e...endif.4.endif.endif, %entry.endif.endif.endif.e...endif.4, %entry.endif.endif.endif.e...endif.3.endif.endif, %entry.endif.endif.endif.e...endif.3
  call void @NRT_decref(ptr %.190.fca.0.load)
  br label %arg4.err

entry.endif.endif.endif.e...if.3:                 ; preds = %entry.endif.endif.endif.e...endif.2.endif.endif.endif
  %.203 = call i64 @PyLong_AsLongLong(ptr nonnull %.200)
  call void @Py_DecRef(ptr nonnull %.200)
  br label %entry.endif.endif.endif.e...endif.3

entry.endif.endif.endif.e...endif.3:              ; preds = %entry.endif.endif.endif.e...if.3, %entry.endif.endif.endif.e...endif.2.endif.endif.endif
  %.198.0 = phi i64 [ %.203, %entry.endif.endif.endif.e...if.3 ], [ 0, %entry.endif.endif.endif.e...endif.2.endif.endif.endif ]
  %.208 = call ptr @PyErr_Occurred()
  %.209.not = icmp eq ptr %.208, null
  br i1 %.209.not, label %entry.endif.endif.endif.e...endif.3.endif, label %arg8.err, !prof !14

entry.endif.endif.endif.e...endif.3.endif:        ; preds = %entry.endif.endif.endif.e...endif.3
  %.213 = load ptr, ptr %.15, align 8
  %.216 = call ptr @PyNumber_Long(ptr %.213)
  %.217.not = icmp eq ptr %.216, null
  br i1 %.217.not, label %entry.endif.endif.endif.e...endif.3.endif.endif, label %entry.endif.endif.endif.e...endif.3.endif.if, !prof !0

entry.endif.endif.endif.e...endif.3.endif.if:     ; preds = %entry.endif.endif.endif.e...endif.3.endif
  %.219 = call i64 @PyLong_AsLongLong(ptr nonnull %.216)
  call void @Py_DecRef(ptr nonnull %.216)
  br label %entry.endif.endif.endif.e...endif.3.endif.endif

entry.endif.endif.endif.e...endif.3.endif.endif:  ; preds = %entry.endif.endif.endif.e...endif.3.endif.if, %entry.endif.endif.endif.e...endif.3.endif
  %.214.0 = phi i64 [ %.219, %entry.endif.endif.endif.e...endif.3.endif.if ], [ 0, %entry.endif.endif.endif.e...endif.3.endif ]
  %.224 = call ptr @PyErr_Occurred()
  %.225.not = icmp eq ptr %.224, null
  br i1 %.225.not, label %entry.endif.endif.endif.e...endif.3.endif.endif.endif, label %arg8.err, !prof !14

entry.endif.endif.endif.e...endif.3.endif.endif.endif: ; preds = %entry.endif.endif.endif.e...endif.3.endif.endif
  %.229 = load ptr, ptr %.16, align 8
  %.232 = call ptr @PyNumber_Long(ptr %.229)
  %.233.not = icmp eq ptr %.232, null
  br i1 %.233.not, label %entry.endif.endif.endif.e...endif.4, label %entry.endif.endif.endif.e...if.4, !prof !0

entry.endif.endif.endif.e...if.4:                 ; preds = %entry.endif.endif.endif.e...endif.3.endif.endif.endif
  %.235 = call i64 @PyLong_AsLongLong(ptr nonnull %.232)
  call void @Py_DecRef(ptr nonnull %.232)
  br label %entry.endif.endif.endif.e...endif.4

entry.endif.endif.endif.e...endif.4:              ; preds = %entry.endif.endif.endif.e...if.4, %entry.endif.endif.endif.e...endif.3.endif.endif.endif
  %.230.0 = phi i64 [ %.235, %entry.endif.endif.endif.e...if.4 ], [ 0, %entry.endif.endif.endif.e...endif.3.endif.endif.endif ]
  %.240 = call ptr @PyErr_Occurred()
  %.241.not = icmp eq ptr %.240, null
  br i1 %.241.not, label %entry.endif.endif.endif.e...endif.4.endif, label %arg8.err, !prof !14

entry.endif.endif.endif.e...endif.4.endif:        ; preds = %entry.endif.endif.endif.e...endif.4
  %.245 = load ptr, ptr %.17, align 8
  %.248 = call ptr @PyNumber_Long(ptr %.245)
  %.249.not = icmp eq ptr %.248, null
  br i1 %.249.not, label %entry.endif.endif.endif.e...endif.4.endif.endif, label %entry.endif.endif.endif.e...endif.4.endif.if, !prof !0

entry.endif.endif.endif.e...endif.4.endif.if:     ; preds = %entry.endif.endif.endif.e...endif.4.endif
  %.251 = call i64 @PyLong_AsLongLong(ptr nonnull %.248)
  call void @Py_DecRef(ptr nonnull %.248)
  br label %entry.endif.endif.endif.e...endif.4.endif.endif

entry.endif.endif.endif.e...endif.4.endif.endif:  ; preds = %entry.endif.endif.endif.e...endif.4.endif.if, %entry.endif.endif.endif.e...endif.4.endif
  %.246.0 = phi i64 [ %.251, %entry.endif.endif.endif.e...endif.4.endif.if ], [ 0, %entry.endif.endif.endif.e...endif.4.endif ]
  %.256 = call ptr @PyErr_Occurred()
  %.257.not = icmp eq ptr %.256, null
  br i1 %.257.not, label %entry.endif.endif.endif.e...endif.4.endif.endif.endif, label %arg8.err, !prof !14

entry.endif.endif.endif.e...endif.4.endif.endif.endif: ; preds = %entry.endif.endif.endif.e...endif.4.endif.endif
  %.261 = load ptr, ptr %.18, align 8
  %.264 = call ptr @PyNumber_Long(ptr %.261)
  %.265.not = icmp eq ptr %.264, null
  br i1 %.265.not, label %entry.endif.endif.endif.e...endif.5, label %entry.endif.endif.endif.e...if.5, !prof !0

entry.endif.endif.endif.e...if.5:                 ; preds = %entry.endif.endif.endif.e...endif.4.endif.endif.endif
  %.267 = call i64 @PyLong_AsLongLong(ptr nonnull %.264)
  call void @Py_DecRef(ptr nonnull %.264)
  br label %entry.endif.endif.endif.e...endif.5

entry.endif.endif.endif.e...endif.5:              ; preds = %entry.endif.endif.endif.e...if.5, %entry.endif.endif.endif.e...endif.4.endif.endif.endif
  %.262.0 = phi i64 [ %.267, %entry.endif.endif.endif.e...if.5 ], [ 0, %entry.endif.endif.endif.e...endif.4.endif.endif.endif ]
  %.272 = call ptr @PyErr_Occurred()
  %.273.not = icmp eq ptr %.272, null
  br i1 %.273.not, label %entry.endif.endif.endif.e...endif.5.endif, label %arg8.err, !prof !14

entry.endif.endif.endif.e...endif.5.endif:        ; preds = %entry.endif.endif.endif.e...endif.5
  %.277 = load ptr, ptr %.19, align 8
  %.280 = call ptr @PyNumber_Long(ptr %.277)
  %.281.not = icmp eq ptr %.280, null
  br i1 %.281.not, label %entry.endif.endif.endif.e...endif.5.endif.endif, label %entry.endif.endif.endif.e...endif.5.endif.if, !prof !0

entry.endif.endif.endif.e...endif.5.endif.if:     ; preds = %entry.endif.endif.endif.e...endif.5.endif
  %.283 = call i64 @PyLong_AsLongLong(ptr nonnull %.280)
  call void @Py_DecRef(ptr nonnull %.280)
  br label %entry.endif.endif.endif.e...endif.5.endif.endif

entry.endif.endif.endif.e...endif.5.endif.endif:  ; preds = %entry.endif.endif.endif.e...endif.5.endif.if, %entry.endif.endif.endif.e...endif.5.endif
  %.278.0 = phi i64 [ %.283, %entry.endif.endif.endif.e...endif.5.endif.if ], [ 0, %entry.endif.endif.endif.e...endif.5.endif ]
  %.288 = call ptr @PyErr_Occurred()
  %.289.not = icmp eq ptr %.288, null
  br i1 %.289.not, label %entry.endif.endif.endif.e...endif.5.endif.endif.endif, label %arg8.err, !prof !14

entry.endif.endif.endif.e...endif.5.endif.endif.endif: ; preds = %entry.endif.endif.endif.e...endif.5.endif.endif
  %.293 = call ptr @PyEval_SaveThread()
  %.304 = call i32 @_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx(ptr nonnull %.294, ptr nonnull %excinfo, ptr %.48.fca.0.load, ptr %.48.fca.1.load, i64 %.48.fca.2.load, i64 4, ptr %.48.fca.4.load, i64 %.48.fca.5.0.load, i64 %.48.fca.6.0.load, i64 %.56.0, i64 %.72.0, i64 %.88.0, ptr %.119.fca.0.load, ptr %.119.fca.1.load, i64 %.119.fca.2.load, i64 4, ptr %.119.fca.4.load, i64 %.119.fca.5.0.load, i64 %.119.fca.6.0.load, i64 %.127.0, i64 %.143.0, i64 %.159.0, ptr %.190.fca.0.load, ptr poison, i64 poison, i64 4, ptr %.190.fca.4.load, i64 %.190.fca.5.0.load, i64 poison, i64 %.198.0, i64 %.214.0, i64 %.230.0, i64 %.246.0, i64 %.262.0, i64 %.278.0) #7
  %.305 = load ptr, ptr %excinfo, align 8
  call void @PyEval_RestoreThread(ptr %.293)
  call void @NRT_decref(ptr %.48.fca.0.load)
  call void @NRT_decref(ptr %.119.fca.0.load)
  call void @NRT_decref(ptr %.190.fca.0.load)
  %cond = icmp eq i32 %.304, 0
  br i1 %cond, label %entry.endif.endif.endif.e...if.6.endif, label %entry.endif.endif.endif.e...endif.6, !prof !11

entry.endif.endif.endif.e...endif.6:              ; preds = %entry.endif.endif.endif.e...endif.5.endif.endif.endif
  %.312 = icmp sgt i32 %.304, 0
  br i1 %.312, label %entry.endif.endif.endif.e...endif.6.if, label %entry.endif.endif.endif.e...endif.6.endif

entry.endif.endif.endif.e...if.6.endif:           ; preds = %entry.endif.endif.endif.e...endif.5.endif.endif.endif
  call void @Py_IncRef(ptr nonnull @_Py_NoneStruct)
  br label %common.ret

entry.endif.endif.endif.e...endif.6.if:           ; preds = %entry.endif.endif.endif.e...endif.6
  call void @PyErr_Clear()
  %.334 = load { ptr, i32, ptr, ptr, i32 }, ptr %.305, align 8
  %.335 = extractvalue { ptr, i32, ptr, ptr, i32 } %.334, 4
  %.336 = icmp sgt i32 %.335, 0
  %.339 = extractvalue { ptr, i32, ptr, ptr, i32 } %.334, 0
  %.341 = extractvalue { ptr, i32, ptr, ptr, i32 } %.334, 1
  br i1 %.336, label %entry.endif.endif.endif.e...endif.6.if.if, label %entry.endif.endif.endif.e...endif.6.if.else

entry.endif.endif.endif.e...endif.6.endif:        ; preds = %entry.endif.endif.endif.e...endif.6
  switch i32 %.304, label %entry.endif.endif.endif.e...endif.6.endif.endif.endif [
    i32 -3, label %entry.endif.endif.endif.e...endif.6.endif.if
    i32 -1, label %common.ret
  ]

entry.endif.endif.endif.e...endif.6.if.if:        ; preds = %entry.endif.endif.endif.e...endif.6.if
  %.342 = sext i32 %.341 to i64
  %.343 = call ptr @PyBytes_FromStringAndSize(ptr %.339, i64 %.342)
  %.344 = load { ptr, i32, ptr, ptr, i32 }, ptr %.305, align 8
  %.345 = extractvalue { ptr, i32, ptr, ptr, i32 } %.344, 2
  %.347 = extractvalue { ptr, i32, ptr, ptr, i32 } %.344, 3
  %.349 = call ptr %.347(ptr %.345)
  %.350 = icmp eq ptr %.349, null
  br i1 %.350, label %entry.endif.endif.endif.e...endif.6.if.if.if, label %entry.endif.endif.endif.e...endif.6.if.if.endif, !prof !0

entry.endif.endif.endif.e...endif.6.if.else:      ; preds = %entry.endif.endif.endif.e...endif.6.if
  %.363 = extractvalue { ptr, i32, ptr, ptr, i32 } %.334, 2
  %.364 = call ptr @numba_unpickle(ptr %.339, i32 %.341, ptr %.363)
  br label %entry.endif.endif.endif.e...endif.6.if.endif

entry.endif.endif.endif.e...endif.6.if.endif:     ; preds = %entry.endif.endif.endif.e...endif.6.if.if.endif, %entry.endif.endif.endif.e...endif.6.if.else
  %.366 = phi ptr [ %.354, %entry.endif.endif.endif.e...endif.6.if.if.endif ], [ %.364, %entry.endif.endif.endif.e...endif.6.if.else ]
  %.367.not = icmp eq ptr %.366, null
  br i1 %.367.not, label %common.ret, label %entry.endif.endif.endif.e...endif.6.if.endif.if, !prof !0

entry.endif.endif.endif.e...endif.6.if.if.if:     ; preds = %entry.endif.endif.endif.e...endif.6.if.if
  call void @PyErr_SetString(ptr nonnull @PyExc_RuntimeError, ptr nonnull @".const.Error creating Python tuple from runtime exception arguments")
  br label %common.ret

entry.endif.endif.endif.e...endif.6.if.if.endif:  ; preds = %entry.endif.endif.endif.e...endif.6.if.if
  %.354 = call ptr @numba_runtime_build_excinfo_struct(ptr %.343, ptr nonnull %.349)
  call void @NRT_Free(ptr nonnull %.305)
  br label %entry.endif.endif.endif.e...endif.6.if.endif

entry.endif.endif.endif.e...endif.6.if.endif.if:  ; preds = %entry.endif.endif.endif.e...endif.6.if.endif
  call void @numba_do_raise(ptr nonnull %.366)
  br label %common.ret

entry.endif.endif.endif.e...endif.6.endif.if:     ; preds = %entry.endif.endif.endif.e...endif.6.endif
  call void @PyErr_SetNone(ptr nonnull @PyExc_StopIteration)
  br label %common.ret

entry.endif.endif.endif.e...endif.6.endif.endif.endif: ; preds = %entry.endif.endif.endif.e...endif.6.endif
  call void @PyErr_SetString(ptr nonnull @PyExc_SystemError, ptr nonnull @".const.unknown error when calling native function")
  br label %common.ret
}

declare i32 @PyArg_UnpackTuple(ptr, ptr, i64, i64, ...) local_unnamed_addr

declare void @PyErr_SetString(ptr, ptr) local_unnamed_addr

declare i32 @NRT_adapt_ndarray_from_python(ptr captures(none), ptr captures(none)) local_unnamed_addr

declare ptr @PyNumber_Long(ptr) local_unnamed_addr

declare i64 @PyLong_AsLongLong(ptr) local_unnamed_addr

declare void @Py_DecRef(ptr) local_unnamed_addr

declare ptr @PyErr_Occurred() local_unnamed_addr

declare ptr @PyEval_SaveThread() local_unnamed_addr

declare void @PyEval_RestoreThread(ptr) local_unnamed_addr

declare void @Py_IncRef(ptr) local_unnamed_addr

declare void @PyErr_Clear() local_unnamed_addr

declare ptr @PyBytes_FromStringAndSize(ptr, i64) local_unnamed_addr

declare ptr @numba_unpickle(ptr, i32, ptr) local_unnamed_addr

declare ptr @numba_runtime_build_excinfo_struct(ptr, ptr) local_unnamed_addr

declare void @NRT_Free(ptr) local_unnamed_addr

declare void @numba_do_raise(ptr) local_unnamed_addr

declare void @PyErr_SetNone(ptr) local_unnamed_addr

define ptr @cfunc._ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx({ ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, i64 %.2, i64 %.3, i64 %.4, { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, i64 %.6, i64 %.7, i64 %.8, { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.9, i64 %.10, i64 %.11, i64 %.12, i64 %.13, i64 %.14, i64 %.15) local_unnamed_addr {
entry:
  %.17 = alloca ptr, align 8
  store ptr null, ptr %.17, align 8
  %excinfo = alloca ptr, align 8
  store ptr null, ptr %excinfo, align 8
  %extracted.meminfo = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, 0
  %extracted.parent = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, 1
  %extracted.nitems = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, 2
  %extracted.itemsize = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, 3
  %extracted.data = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, 4
  %extracted.shape = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, 5
  %.21 = extractvalue [1 x i64] %extracted.shape, 0
  %extracted.strides = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.1, 6
  %.22 = extractvalue [1 x i64] %extracted.strides, 0
  %extracted.meminfo.1 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, 0
  %extracted.parent.1 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, 1
  %extracted.nitems.1 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, 2
  %extracted.itemsize.1 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, 3
  %extracted.data.1 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, 4
  %extracted.shape.1 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, 5
  %.23 = extractvalue [1 x i64] %extracted.shape.1, 0
  %extracted.strides.1 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.5, 6
  %.24 = extractvalue [1 x i64] %extracted.strides.1, 0
  %extracted.meminfo.2 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.9, 0
  %extracted.itemsize.2 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.9, 3
  %extracted.data.2 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.9, 4
  %extracted.shape.2 = extractvalue { ptr, ptr, i64, i64, ptr, [1 x i64], [1 x i64] } %.9, 5
  %.25 = extractvalue [1 x i64] %extracted.shape.2, 0
  %.27 = call i32 @_ZN11bpnet_numba8products6matmulB2v1B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxx5ArrayIfLi1E1C7mutable7alignedExxxxxx(ptr nonnull %.17, ptr nonnull %excinfo, ptr %extracted.meminfo, ptr %extracted.parent, i64 %extracted.nitems, i64 %extracted.itemsize, ptr %extracted.data, i64 %.21, i64 %.22, i64 %.2, i64 %.3, i64 %.4, ptr %extracted.meminfo.1, ptr %extracted.parent.1, i64 %extracted.nitems.1, i64 %extracted.itemsize.1, ptr %extracted.data.1, i64 %.23, i64 %.24, i64 %.6, i64 %.7, i64 %.8, ptr %extracted.meminfo.2, ptr poison, i64 poison, i64 %extracted.itemsize.2, ptr %extracted.data.2, i64 %.25, i64 poison, i64 %.10, i64 %.11, i64 %.12, i64 %.13, i64 %.14, i64 %.15) #7
  %.28 = load ptr, ptr %excinfo, align 8
  %.37 = load ptr, ptr %.17, align 8
  %.39 = alloca i32, align 4
  store i32 0, ptr %.39, align 4
  %cond = icmp eq i32 %.27, 0
  br i1 %cond, label %common.ret, label %entry.if, !prof !11

entry.if:                                         ; preds = %entry
  %.35 = icmp sgt i32 %.27, 0
  call void @numba_gil_ensure(ptr nonnull %.39)
  br i1 %.35, label %entry.if.if, label %entry.if.endif

common.ret:                                       ; preds = %entry, %.42, %entry.if.if.if.if
  %common.ret.op = phi ptr [ null, %entry.if.if.if.if ], [ %.37, %.42 ], [ %.37, %entry ]
  ret ptr %common.ret.op

.42:                                              ; preds = %entry.if.endif, %entry.if.if.endif, %entry.if.if.endif.if, %entry.if.endif.endif.endif, %entry.if.endif.if
  %.90 = call ptr @PyUnicode_FromString(ptr nonnull @".const.<numba.core.cpu.CPUContext>")
  call void @PyErr_WriteUnraisable(ptr %.90)
  call void @Py_DecRef(ptr %.90)
  call void @numba_gil_release(ptr nonnull %.39)
  br label %common.ret

entry.if.if:                                      ; preds = %entry.if
  call void @PyErr_Clear()
  %.45 = load { ptr, i32, ptr, ptr, i32 }, ptr %.28, align 8
  %.46 = extractvalue { ptr, i32, ptr, ptr, i32 } %.45, 4
  %.47 = icmp sgt i32 %.46, 0
  %.50 = extractvalue { ptr, i32, ptr, ptr, i32 } %.45, 0
  %.52 = extractvalue { ptr, i32, ptr, ptr, i32 } %.45, 1
  br i1 %.47, label %entry.if.if.if, label %entry.if.if.else

entry.if.endif:                                   ; preds = %entry.if
  switch i32 %.27, label %entry.if.endif.endif.endif [
    i32 -3, label %entry.if.endif.if
    i32 -1, label %.42
  ]

entry.if.if.if:                                   ; preds = %entry.if.if
  %.53 = sext i32 %.52 to i64
  %.54 = call ptr @PyBytes_FromStringAndSize(ptr %.50, i64 %.53)
  %.55 = load { ptr, i32, ptr, ptr, i32 }, ptr %.28, align 8
  %.56 = extractvalue { ptr, i32, ptr, ptr, i32 } %.55, 2
  %.58 = extractvalue { ptr, i32, ptr, ptr, i32 } %.55, 3
  %.60 = call ptr %.58(ptr %.56)
  %.61 = icmp eq ptr %.60, null
  br i1 %.61, label %entry.if.if.if.if, label %entry.if.if.if.endif, !prof !0

entry.if.if.else:                                 ; preds = %entry.if.if
  %.74 = extractvalue { ptr, i32, ptr, ptr, i32 } %.45, 2
  %.75 = call ptr @numba_unpickle(ptr %.50, i32 %.52, ptr %.74)
  br label %entry.if.if.endif

entry.if.if.endif:                                ; preds = %entry.if.if.if.endif, %entry.if.if.else
  %.77 = phi ptr [ %.65, %entry.if.if.if.endif ], [ %.75, %entry.if.if.else ]
  %.78.not = icmp eq ptr %.77, null
  br i1 %.78.not, label %.42, label %entry.if.if.endif.if, !prof !0

entry.if.if.if.if:                                ; preds = %entry.if.if.if
  call void @PyErr_SetString(ptr nonnull @PyExc_RuntimeError, ptr nonnull @".const.Error creating Python tuple from runtime exception arguments.1")
  br label %common.ret

entry.if.if.if.endif:                             ; preds = %entry.if.if.if
  %.65 = call ptr @numba_runtime_build_excinfo_struct(ptr %.54, ptr nonnull %.60)
  call void @NRT_Free(ptr nonnull %.28)
  br label %entry.if.if.endif

entry.if.if.endif.if:                             ; preds = %entry.if.if.endif
  call void @numba_do_raise(ptr nonnull %.77)
  br label %.42

entry.if.endif.if:                                ; preds = %entry.if.endif
  call void @PyErr_SetNone(ptr nonnull @PyExc_StopIteration)
  br label %.42

entry.if.endif.endif.endif:                       ; preds = %entry.if.endif
  call void @PyErr_SetString(ptr nonnull @PyExc_SystemError, ptr nonnull @".const.unknown error when calling native function.2")
  br label %.42
}

declare void @numba_gil_ensure(ptr) local_unnamed_addr

declare ptr @PyUnicode_FromString(ptr) local_unnamed_addr

declare void @PyErr_WriteUnraisable(ptr) local_unnamed_addr

declare void @numba_gil_release(ptr) local_unnamed_addr

declare noalias ptr @NRT_MemInfo_alloc_aligned(i64, i32) local_unnamed_addr

define linkonce_odr noundef range(i32 -1, -2) i32 @_ZN11bpnet_numba8products4packB2v7B56c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAK4JJIqUWsIgmAA_3d_3dE5ArrayIfLi1E1C7mutable7alignedExxxxx5ArrayIfLi1E1C7mutable7alignedEx(ptr noalias writeonly captures(none) %retptr, ptr noalias readnone captures(none) %excinfo, ptr %arg.b.0, ptr readnone captures(none) %arg.b.1, i64 %arg.b.2, i64 %arg.b.3, ptr readonly captures(none) %arg.b.4, i64 %arg.b.5.0, i64 %arg.b.6.0, i64 %arg.b0, i64 %arg.brs, i64 %arg.bcs, i64 %arg.k, i64 %arg.width, ptr %arg.panel.0, ptr readnone captures(none) %arg.panel.1, i64 %arg.panel.2, i64 %arg.panel.3, ptr writeonly captures(none) %arg.panel.4, i64 %arg.panel.5.0, i64 %arg.panel.6.0, i64 %arg.p0) local_unnamed_addr {
B0:
  %arg.b.5.0.fr = freeze i64 %arg.b.5.0
  %arg.panel.5.0.fr = freeze i64 %arg.panel.5.0
  %arg.width.fr = freeze i64 %arg.width
  %.51 = icmp eq i64 %arg.bcs, 1
  br i1 %.51, label %B16.endif, label %B150.endif

common.ret:                                       ; preds = %B256.B184.loopexit_crit_edge.us, %B80.B46.loopexit_crit_edge.us, %B150.endif, %B16.endif
  store ptr null, ptr %retptr, align 8
  ret i32 0

B16.endif:                                        ; preds = %B0
  %.139402.not = icmp slt i64 %arg.k, 1
  %.260391.not = icmp slt i64 %arg.width.fr, 1
  %or.cond = or i1 %.139402.not, %.260391.not
  br i1 %or.cond, label %common.ret, label %B48.endif.us.preheader

B48.endif.us.preheader:                           ; preds = %B16.endif
  %const188 = bitcast i64 9223372036854775804 to i64
  %0 = bitcast i64 %const188 to i64
  %1 = shl i64 %arg.p0, 2
  %2 = shl i64 %arg.panel.5.0.fr, 2
  %3 = getelementptr i8, ptr %arg.panel.4, i64 %1
  %scevgep20.fr = freeze ptr %3
  %scevgep = getelementptr i8, ptr %scevgep20.fr, i64 %2
  %4 = shl i64 %arg.k, 2
  %5 = mul i64 %4, %arg.width.fr
  %6 = getelementptr i8, ptr %arg.panel.4, i64 %5
  %7 = getelementptr i8, ptr %6, i64 %1
  %scevgep21.fr = freeze ptr %7
  %scevgep13 = getelementptr i8, ptr %scevgep21.fr, i64 %2
  %8 = shl i64 %arg.width.fr, 2
  %9 = shl i64 %arg.b0, 2
  %10 = shl i64 %arg.b.5.0.fr, 2
  %11 = getelementptr i8, ptr %arg.b.4, i64 %9
  %scevgep18.fr = freeze ptr %11
  %scevgep14 = getelementptr i8, ptr %scevgep18.fr, i64 %10
  %12 = add nuw i64 %arg.k, 4611686018427387903
  %13 = mul i64 %12, %arg.brs
  %14 = add i64 %arg.width.fr, %arg.b0
  %15 = add i64 %14, %13
  %16 = shl i64 %15, 2
  %17 = getelementptr i8, ptr %arg.b.4, i64 %16
  %scevgep19.fr = freeze ptr %17
  %scevgep15 = getelementptr i8, ptr %scevgep19.fr, i64 %10
  %18 = shl i64 %arg.brs, 2
  %bound0 = icmp ult ptr %scevgep, %scevgep15
  %bound1 = icmp ult ptr %scevgep14, %scevgep13
  %found.conflict = and i1 %bound0, %bound1
  %19 = or i64 %8, %18
  %20 = icmp slt i64 %19, 0
  %bound029 = icmp ult ptr %scevgep, %scevgep19.fr
  %bound130 = icmp ult ptr %scevgep18.fr, %scevgep13
  %found.conflict31 = and i1 %bound029, %bound130
  %21 = or i1 %found.conflict31, %found.conflict
  %bound034 = icmp ult ptr %scevgep20.fr, %scevgep15
  %bound135 = icmp ult ptr %scevgep14, %scevgep21.fr
  %found.conflict36 = and i1 %bound034, %bound135
  %22 = or i1 %20, %found.conflict36
  %conflict.rdx39 = or i1 %22, %21
  %bound040 = icmp ult ptr %scevgep20.fr, %scevgep19.fr
  %bound141 = icmp ult ptr %scevgep18.fr, %scevgep21.fr
  %found.conflict42 = and i1 %bound040, %bound141
  %conflict.rdx45 = or i1 %found.conflict42, %conflict.rdx39
  %const_mat = add i64 %0, -4
  %n.vec = and i64 %arg.width.fr, %const_mat
  %broadcast.splatinsert48 = insertelement <8 x i64> poison, i64 %arg.b.5.0.fr, i64 0
  %broadcast.splat49 = shufflevector <8 x i64> %broadcast.splatinsert48, <8 x i64> poison, <8 x i32> zeroinitializer
  %broadcast.splatinsert50 = insertelement <8 x i64> poison, i64 %arg.panel.5.0.fr, i64 0
  %broadcast.splat51 = shufflevector <8 x i64> %broadcast.splatinsert50, <8 x i64> poison, <8 x i32> zeroinitializer
  %xtraiter53 = and i64 %arg.width.fr, 3
  %23 = icmp samesign ult i64 %arg.width.fr, 16
  %brmerge = select i1 %23, i1 true, i1 %conflict.rdx45
  %24 = lshr i64 %arg.width.fr, 3
  %25 = trunc i64 %24 to i60
  %26 = zext i60 %25 to i64
  %27 = lshr i64 %arg.width.fr, 2
  %28 = shl i64 %27, 2
  %29 = add i64 %arg.p0, %xtraiter53
  %30 = shl nuw nsw i64 %xtraiter53, 2
  %scevgep39 = getelementptr i8, ptr %scevgep20.fr, i64 %30
  %scevgep45 = getelementptr i8, ptr %scevgep18.fr, i64 %30
  %31 = add i64 %arg.b0, %xtraiter53
  %32 = shl nuw nsw i64 %26, 3
  br label %B48.endif.us

B48.endif.us:                                     ; preds = %B80.B46.loopexit_crit_edge.us, %B48.endif.us.preheader
  %lsr.iv67 = phi i64 [ %lsr.iv.next68, %B80.B46.loopexit_crit_edge.us ], [ %31, %B48.endif.us.preheader ]
  %lsr.iv46 = phi ptr [ %scevgep47, %B80.B46.loopexit_crit_edge.us ], [ %scevgep45, %B48.endif.us.preheader ]
  %lsr.iv40 = phi ptr [ %scevgep41, %B80.B46.loopexit_crit_edge.us ], [ %scevgep39, %B48.endif.us.preheader ]
  %lsr.iv37 = phi i64 [ %lsr.iv.next38, %B80.B46.loopexit_crit_edge.us ], [ %29, %B48.endif.us.preheader ]
  %lsr.iv63 = phi i64 [ %arg.b0, %B48.endif.us.preheader ], [ %lsr.iv.next64, %B80.B46.loopexit_crit_edge.us ]
  %lsr.iv58 = phi i64 [ %arg.p0, %B48.endif.us.preheader ], [ %lsr.iv.next59, %B80.B46.loopexit_crit_edge.us ]
  %.145397403.us = phi i64 [ 0, %B48.endif.us.preheader ], [ %.152.us, %B80.B46.loopexit_crit_edge.us ]
  br i1 %brmerge, label %B82.us.preheader, label %vector.ph

vector.ph:                                        ; preds = %B48.endif.us
  %.336.us = mul nuw nsw i64 %.145397403.us, %arg.width.fr
  %.338.us = add nsw i64 %.336.us, %arg.p0
  %.300.us = mul nsw i64 %.145397403.us, %arg.brs
  %.302.us = add nsw i64 %.300.us, %arg.b0
  %broadcast.splatinsert = insertelement <8 x i64> poison, i64 %.302.us, i64 0
  %broadcast.splat = shufflevector <8 x i64> %broadcast.splatinsert, <8 x i64> poison, <8 x i32> zeroinitializer
  %broadcast.splatinsert46 = insertelement <8 x i64> poison, i64 %.338.us, i64 0
  %broadcast.splat47 = shufflevector <8 x i64> %broadcast.splatinsert46, <8 x i64> poison, <8 x i32> zeroinitializer
  br label %vector.body

vector.body:                                      ; preds = %vector.body, %vector.ph
  %lsr.iv134 = phi i64 [ %lsr.iv.next135, %vector.body ], [ %32, %vector.ph ]
  %vec.ind = phi <8 x i64> [ %vec.ind.next, %vector.body ], [ <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>, %vector.ph ]
  %33 = add nsw <8 x i64> %vec.ind, %broadcast.splat
  %34 = icmp slt <8 x i64> %33, zeroinitializer
  %35 = select <8 x i1> %34, <8 x i64> %broadcast.splat49, <8 x i64> zeroinitializer
  %36 = getelementptr float, ptr %arg.b.4, <8 x i64> %33
  %37 = getelementptr float, <8 x ptr> %36, <8 x i64> %35
  %wide.masked.gather = tail call <8 x float> @llvm.masked.gather.v8f32.v8p0(<8 x ptr> align 4 %37, <8 x i1> splat (i1 true), <8 x float> poison), !alias.scope !19
  %38 = add nsw <8 x i64> %vec.ind, %broadcast.splat47
  %39 = icmp slt <8 x i64> %38, zeroinitializer
  %40 = select <8 x i1> %39, <8 x i64> %broadcast.splat51, <8 x i64> zeroinitializer
  %41 = getelementptr float, ptr %arg.panel.4, <8 x i64> %38
  %42 = getelementptr float, <8 x ptr> %41, <8 x i64> %40
  tail call void @llvm.masked.scatter.v8f32.v8p0(<8 x float> %wide.masked.gather, <8 x ptr> align 4 %42, <8 x i1> splat (i1 true)), !alias.scope !22, !noalias !24
  %vec.ind.next = add nuw nsw <8 x i64> %vec.ind, splat (i64 8)
  %lsr.iv.next135 = add nsw i64 %lsr.iv134, -8
  %43 = icmp eq i64 %lsr.iv.next135, 0
  br i1 %43, label %middle.block, label %vector.body, !llvm.loop !26

middle.block:                                     ; preds = %vector.body
  %44 = icmp eq i64 %arg.width.fr, %n.vec
  br i1 %44, label %B80.B46.loopexit_crit_edge.us, label %B82.us.preheader

B82.us.preheader:                                 ; preds = %middle.block, %B48.endif.us
  %.266390392.us.ph = phi i64 [ %n.vec, %middle.block ], [ 0, %B48.endif.us ]
  %45 = icmp eq i64 %xtraiter53, 0
  br i1 %45, label %B82.us.prol.loopexit, label %B82.us.prol.preheader

B82.us.prol.preheader:                            ; preds = %B82.us.preheader
  %46 = add i64 %.266390392.us.ph, %lsr.iv58
  %47 = add i64 %.266390392.us.ph, %lsr.iv63
  br label %B82.us.prol

B82.us.prol:                                      ; preds = %B82.us.prol, %B82.us.prol.preheader
  %lsr.iv32 = phi i64 [ %lsr.iv.next33, %B82.us.prol ], [ %47, %B82.us.prol.preheader ]
  %lsr.iv27 = phi i64 [ %lsr.iv.next28, %B82.us.prol ], [ %46, %B82.us.prol.preheader ]
  %lsr.iv = phi i64 [ %lsr.iv.next, %B82.us.prol ], [ %xtraiter53, %B82.us.prol.preheader ]
  %.317.us.prol = icmp slt i64 %lsr.iv32, 0
  %48 = select i1 %.317.us.prol, i64 %10, i64 0
  %scevgep31 = getelementptr i8, ptr %arg.b.4, i64 %48
  %49 = shl i64 %lsr.iv32, 2
  %scevgep34 = getelementptr i8, ptr %scevgep31, i64 %49
  %.333.us.prol = load float, ptr %scevgep34, align 4
  %.353.us.prol = icmp slt i64 %lsr.iv27, 0
  %50 = select i1 %.353.us.prol, i64 %2, i64 0
  %scevgep29 = getelementptr i8, ptr %arg.panel.4, i64 %50
  %51 = shl i64 %lsr.iv27, 2
  %scevgep30 = getelementptr i8, ptr %scevgep29, i64 %51
  store float %.333.us.prol, ptr %scevgep30, align 4
  %lsr.iv.next = add nsw i64 %lsr.iv, -1
  %lsr.iv.next28 = add i64 %lsr.iv27, 1
  %lsr.iv.next33 = add i64 %lsr.iv32, 1
  %prol.iter55.cmp.not = icmp eq i64 %lsr.iv.next, 0
  br i1 %prol.iter55.cmp.not, label %B82.us.prol.loopexit, label %B82.us.prol, !llvm.loop !29

B82.us.prol.loopexit:                             ; preds = %B82.us.prol, %B82.us.preheader
  %52 = sub nsw i64 %.266390392.us.ph, %arg.width.fr
  %53 = icmp ugt i64 %52, -4
  br i1 %53, label %B80.B46.loopexit_crit_edge.us, label %B82.us.preheader21

B82.us.preheader21:                               ; preds = %B82.us.prol.loopexit
  br label %B82.us

B82.us:                                           ; preds = %B82.us.preheader21, %B82.us
  %lsr.iv35 = phi i64 [ %.266390392.us.ph, %B82.us.preheader21 ], [ %lsr.iv.next36, %B82.us ]
  %54 = add i64 %lsr.iv67, %lsr.iv35
  %.317.us = icmp slt i64 %54, 0
  %55 = select i1 %.317.us, i64 %10, i64 0
  %scevgep65 = getelementptr i8, ptr %lsr.iv46, i64 %55
  %56 = shl i64 %lsr.iv35, 2
  %scevgep66 = getelementptr i8, ptr %scevgep65, i64 %56
  %.333.us = load float, ptr %scevgep66, align 4
  %57 = add i64 %lsr.iv37, %lsr.iv35
  %.353.us = icmp slt i64 %57, 0
  %58 = select i1 %.353.us, i64 %2, i64 0
  %scevgep63 = getelementptr i8, ptr %lsr.iv40, i64 %58
  %59 = shl i64 %lsr.iv35, 2
  %scevgep64 = getelementptr i8, ptr %scevgep63, i64 %59
  store float %.333.us, ptr %scevgep64, align 4
  %60 = add i64 %lsr.iv67, %lsr.iv35
  %61 = add i64 %60, 1
  %.317.us.1 = icmp slt i64 %61, 0
  %62 = select i1 %.317.us.1, i64 %10, i64 0
  %scevgep60 = getelementptr i8, ptr %lsr.iv46, i64 %62
  %63 = shl i64 %lsr.iv35, 2
  %scevgep61 = getelementptr i8, ptr %scevgep60, i64 %63
  %scevgep62 = getelementptr i8, ptr %scevgep61, i64 4
  %.333.us.1 = load float, ptr %scevgep62, align 4
  %64 = add i64 %lsr.iv37, %lsr.iv35
  %65 = add i64 %64, 1
  %.353.us.1 = icmp slt i64 %65, 0
  %66 = select i1 %.353.us.1, i64 %2, i64 0
  %scevgep57 = getelementptr i8, ptr %lsr.iv40, i64 %66
  %67 = shl i64 %lsr.iv35, 2
  %scevgep58 = getelementptr i8, ptr %scevgep57, i64 %67
  %scevgep59 = getelementptr i8, ptr %scevgep58, i64 4
  store float %.333.us.1, ptr %scevgep59, align 4
  %68 = add i64 %lsr.iv67, %lsr.iv35
  %69 = add i64 %68, 2
  %.317.us.2 = icmp slt i64 %69, 0
  %70 = select i1 %.317.us.2, i64 %10, i64 0
  %scevgep54 = getelementptr i8, ptr %lsr.iv46, i64 %70
  %71 = shl i64 %lsr.iv35, 2
  %scevgep55 = getelementptr i8, ptr %scevgep54, i64 %71
  %scevgep56 = getelementptr i8, ptr %scevgep55, i64 8
  %.333.us.2 = load float, ptr %scevgep56, align 4
  %72 = add i64 %lsr.iv37, %lsr.iv35
  %73 = add i64 %72, 2
  %.353.us.2 = icmp slt i64 %73, 0
  %74 = select i1 %.353.us.2, i64 %2, i64 0
  %scevgep51 = getelementptr i8, ptr %lsr.iv40, i64 %74
  %75 = shl i64 %lsr.iv35, 2
  %scevgep52 = getelementptr i8, ptr %scevgep51, i64 %75
  %scevgep53 = getelementptr i8, ptr %scevgep52, i64 8
  store float %.333.us.2, ptr %scevgep53, align 4
  %76 = add i64 %lsr.iv67, %lsr.iv35
  %77 = add i64 %76, 3
  %.317.us.3 = icmp slt i64 %77, 0
  %78 = select i1 %.317.us.3, i64 %10, i64 0
  %scevgep48 = getelementptr i8, ptr %lsr.iv46, i64 %78
  %79 = shl i64 %lsr.iv35, 2
  %scevgep49 = getelementptr i8, ptr %scevgep48, i64 %79
  %scevgep50 = getelementptr i8, ptr %scevgep49, i64 12
  %.333.us.3 = load float, ptr %scevgep50, align 4
  %80 = add i64 %lsr.iv37, %lsr.iv35
  %81 = add i64 %80, 3
  %.353.us.3 = icmp slt i64 %81, 0
  %82 = select i1 %.353.us.3, i64 %2, i64 0
  %scevgep42 = getelementptr i8, ptr %lsr.iv40, i64 %82
  %83 = shl i64 %lsr.iv35, 2
  %scevgep43 = getelementptr i8, ptr %scevgep42, i64 %83
  %scevgep44 = getelementptr i8, ptr %scevgep43, i64 12
  store float %.333.us.3, ptr %scevgep44, align 4
  %lsr.iv.next36 = add i64 %lsr.iv35, 4
  %exitcond426.not.3 = icmp eq i64 %28, %lsr.iv.next36
  br i1 %exitcond426.not.3, label %B80.B46.loopexit_crit_edge.us, label %B82.us, !llvm.loop !30

B80.B46.loopexit_crit_edge.us:                    ; preds = %B82.us, %B82.us.prol.loopexit, %middle.block
  %.152.us = add nuw nsw i64 %.145397403.us, 1
  %lsr.iv.next59 = add i64 %lsr.iv58, %arg.width.fr
  %lsr.iv.next64 = add i64 %lsr.iv63, %arg.brs
  %lsr.iv.next38 = add i64 %lsr.iv37, %arg.width.fr
  %scevgep41 = getelementptr i8, ptr %lsr.iv40, i64 %8
  %scevgep47 = getelementptr i8, ptr %lsr.iv46, i64 %18
  %lsr.iv.next68 = add i64 %lsr.iv67, %arg.brs
  %exitcond427.not = icmp eq i64 %.152.us, %arg.k
  br i1 %exitcond427.not, label %common.ret, label %B48.endif.us

B150.endif:                                       ; preds = %B0
  %84 = add i64 %arg.k, 63
  %.461 = lshr i64 %84, 6
  %.440.inv = icmp sgt i64 %arg.k, 0
  %.482353.not412 = icmp ne i64 %.461, 0
  %.482353.not.not11 = select i1 %.440.inv, i1 %.482353.not412, i1 false
  %.637331 = icmp sgt i64 %arg.width.fr, 0
  %or.cond10 = and i1 %.637331, %.482353.not.not11
  br i1 %or.cond10, label %B186.endif.endif.us.preheader, label %common.ret

B186.endif.endif.us.preheader:                    ; preds = %B150.endif
  %const187 = bitcast i64 9223372036854775804 to i64
  %85 = bitcast i64 %const187 to i64
  %86 = shl i64 %arg.p0, 2
  %scevgep102 = getelementptr i8, ptr %arg.panel.4, i64 %86
  %87 = shl i64 %arg.width.fr, 8
  %88 = shl i64 %arg.width.fr, 2
  %89 = shl i64 %arg.width.fr, 6
  %90 = shl i64 %arg.b0, 2
  %scevgep116 = getelementptr i8, ptr %arg.b.4, i64 %90
  %91 = shl i64 %arg.brs, 8
  %92 = shl i64 %arg.bcs, 2
  %93 = shl i64 %arg.brs, 2
  %94 = shl i64 %arg.brs, 6
  %95 = shl i64 %arg.b.5.0.fr, 2
  %96 = shl i64 %arg.panel.5.0.fr, 2
  %97 = add nsw i64 %arg.width.fr, -1
  %xtraiter = and i64 %arg.width.fr, 3
  %unroll_iter = and i64 %arg.width.fr, %85
  %98 = shl i64 %arg.brs, 2
  %99 = shl i64 %arg.brs, 2
  %100 = shl i64 %arg.brs, 2
  %101 = shl i64 %arg.brs, 2
  %102 = shl i64 %arg.width.fr, 2
  %103 = shl i64 %arg.width.fr, 2
  %104 = shl i64 %arg.width.fr, 2
  %105 = shl i64 %arg.width.fr, 2
  br label %B186.endif.endif.us

B186.endif.endif.us:                              ; preds = %B256.B184.loopexit_crit_edge.us, %B186.endif.endif.us.preheader
  %lsr.iv79 = phi i64 [ %lsr.iv.next80, %B256.B184.loopexit_crit_edge.us ], [ 1, %B186.endif.endif.us.preheader ]
  %lsr.iv77 = phi i64 [ %lsr.iv.next78, %B256.B184.loopexit_crit_edge.us ], [ 2, %B186.endif.endif.us.preheader ]
  %lsr.iv73 = phi i64 [ %lsr.iv.next74, %B256.B184.loopexit_crit_edge.us ], [ 3, %B186.endif.endif.us.preheader ]
  %lsr.iv124 = phi i64 [ %arg.b0, %B186.endif.endif.us.preheader ], [ %lsr.iv.next125, %B256.B184.loopexit_crit_edge.us ]
  %lsr.iv117 = phi ptr [ %scevgep116, %B186.endif.endif.us.preheader ], [ %scevgep118, %B256.B184.loopexit_crit_edge.us ]
  %lsr.iv110 = phi i64 [ %arg.p0, %B186.endif.endif.us.preheader ], [ %lsr.iv.next111, %B256.B184.loopexit_crit_edge.us ]
  %lsr.iv103 = phi ptr [ %scevgep102, %B186.endif.endif.us.preheader ], [ %scevgep104, %B256.B184.loopexit_crit_edge.us ]
  %lsr.iv99 = phi i64 [ 0, %B186.endif.endif.us.preheader ], [ %lsr.iv.next100, %B256.B184.loopexit_crit_edge.us ]
  %lsr.iv96 = phi i64 [ 64, %B186.endif.endif.us.preheader ], [ %lsr.iv.next97, %B256.B184.loopexit_crit_edge.us ]
  %indvar = phi i64 [ 0, %B186.endif.endif.us.preheader ], [ %indvar.next, %B256.B184.loopexit_crit_edge.us ]
  %.488342358.us = phi i64 [ 0, %B186.endif.endif.us.preheader ], [ %154, %B256.B184.loopexit_crit_edge.us ]
  %smin183 = call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %106 = add i64 %smin183, %lsr.iv99
  %smax184 = call i64 @llvm.smax.i64(i64 %106, i64 0)
  %107 = trunc i64 %smax184 to i2
  %108 = zext i2 %107 to i64
  %109 = mul nsw i64 %108, -1
  %smin179 = call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %110 = add i64 %smin179, %lsr.iv99
  %smax180 = call i64 @llvm.smax.i64(i64 %110, i64 0)
  %111 = trunc i64 %smax180 to i2
  %112 = zext i2 %111 to i64
  %113 = mul nsw i64 %112, -1
  %smin175 = call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %114 = add i64 %smin175, %lsr.iv99
  %smax176 = call i64 @llvm.smax.i64(i64 %114, i64 0)
  %115 = trunc i64 %smax176 to i2
  %116 = zext i2 %115 to i64
  %117 = mul nsw i64 %116, -1
  %smin171 = call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %118 = add i64 %smin171, %lsr.iv99
  %smax172 = call i64 @llvm.smax.i64(i64 %118, i64 0)
  %119 = trunc i64 %smax172 to i2
  %120 = zext i2 %119 to i64
  %121 = mul nsw i64 %120, -1
  %smin167 = call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %122 = add i64 %smin167, %lsr.iv99
  %smax168 = call i64 @llvm.smax.i64(i64 %122, i64 0)
  %123 = trunc i64 %smax168 to i2
  %124 = zext i2 %123 to i64
  %125 = mul nsw i64 %124, -1
  %smin141 = call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %126 = add i64 %smin141, %lsr.iv99
  %smax142 = call i64 @llvm.smax.i64(i64 %126, i64 0)
  %127 = trunc i64 %smax142 to i2
  %128 = zext i2 %127 to i64
  %129 = add i64 %.488342358.us, %128
  %130 = mul i64 %arg.brs, %129
  %131 = add i64 %lsr.iv79, %128
  %132 = mul i64 %98, %131
  %scevgep143 = getelementptr i8, ptr %arg.b.4, i64 %132
  %133 = add i64 %lsr.iv77, %128
  %134 = mul i64 %99, %133
  %scevgep146 = getelementptr i8, ptr %arg.b.4, i64 %134
  %135 = add i64 %lsr.iv73, %128
  %136 = mul i64 %100, %135
  %scevgep149 = getelementptr i8, ptr %arg.b.4, i64 %136
  %137 = mul i64 %arg.brs, %131
  %138 = mul i64 %arg.brs, %133
  %139 = mul i64 %arg.brs, %135
  %140 = mul i64 %101, %129
  %scevgep152 = getelementptr i8, ptr %arg.b.4, i64 %140
  %141 = mul i64 %arg.width.fr, %129
  %142 = mul i64 %102, %131
  %scevgep155 = getelementptr i8, ptr %arg.panel.4, i64 %142
  %143 = mul i64 %103, %133
  %scevgep158 = getelementptr i8, ptr %arg.panel.4, i64 %143
  %144 = mul i64 %104, %135
  %scevgep161 = getelementptr i8, ptr %arg.panel.4, i64 %144
  %145 = mul i64 %arg.width.fr, %131
  %146 = mul i64 %arg.width.fr, %133
  %147 = mul i64 %arg.width.fr, %135
  %148 = mul i64 %105, %129
  %scevgep164 = getelementptr i8, ptr %arg.panel.4, i64 %148
  %smin136 = call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %149 = add i64 %smin136, %lsr.iv99
  %smax137 = call i64 @llvm.smax.i64(i64 %149, i64 0)
  %150 = trunc i64 %smax137 to i2
  %151 = zext i2 %150 to i64
  %152 = mul nsw i64 %151, -1
  %smin9 = tail call i64 @llvm.smin.i64(i64 %arg.k, i64 %lsr.iv96)
  %153 = add i64 %smin9, %lsr.iv99
  %smax10 = tail call i64 @llvm.smax.i64(i64 %153, i64 0)
  %154 = add nuw i64 %.488342358.us, 64
  %smin = tail call i64 @llvm.smin.i64(i64 %arg.k, i64 %154)
  %.716.us = sub i64 %smin, %.488342358.us
  %..716.us = tail call i64 @llvm.smax.i64(i64 %.716.us, i64 0)
  %.759321.us.not = icmp slt i64 %.716.us, 1
  br i1 %.759321.us.not, label %B256.B184.loopexit_crit_edge.us, label %B258.endif.us.us.preheader

B258.endif.us.us.preheader:                       ; preds = %B186.endif.endif.us
  %155 = shl i64 %indvar, 6
  %156 = sub i64 %smin, %155
  %smax = tail call i64 @llvm.smax.i64(i64 %156, i64 0)
  %157 = add nsw i64 %smax, -1
  %158 = icmp ult i64 %157, 3
  br i1 %158, label %B258.endif.us.us.preheader.split.us, label %B258.endif.us.us.preheader6

B258.endif.us.us.preheader6:                      ; preds = %B258.endif.us.us.preheader
  %159 = bitcast i64 %const187 to i64
  %160 = and i64 %smax10, %159
  br label %B258.endif.us.us

B258.endif.us.us.preheader.split.us:              ; preds = %B258.endif.us.us.preheader
  %161 = and i64 %smax, 3
  %162 = icmp eq i64 %161, 0
  br i1 %162, label %B256.B184.loopexit_crit_edge.us, label %B258.endif.us.us.us.preheader

B258.endif.us.us.us.preheader:                    ; preds = %B258.endif.us.us.preheader.split.us
  %163 = icmp ult i64 %97, 3
  br i1 %163, label %B258.endif.us.us.us.epil.preheader, label %B258.endif.us.us.us.preheader22

B258.endif.us.us.us.preheader22:                  ; preds = %B258.endif.us.us.us.preheader
  br label %B258.endif.us.us.us

B258.endif.us.us.us:                              ; preds = %B258.endif.us.us.us.preheader22, %B294.us.us.prol.loopexit.loopexit.us.3
  %lsr.iv126.us = phi i64 [ %lsr.iv.next127.us.3, %B294.us.us.prol.loopexit.loopexit.us.3 ], [ %lsr.iv124, %B258.endif.us.us.us.preheader22 ]
  %lsr.iv119.us = phi ptr [ %scevgep120.us.3, %B294.us.us.prol.loopexit.loopexit.us.3 ], [ %lsr.iv117, %B258.endif.us.us.us.preheader22 ]
  %lsr.iv112.us = phi i64 [ %lsr.iv.next113.us.3, %B294.us.us.prol.loopexit.loopexit.us.3 ], [ %lsr.iv110, %B258.endif.us.us.us.preheader22 ]
  %lsr.iv105.us = phi ptr [ %scevgep106.us.3, %B294.us.us.prol.loopexit.loopexit.us.3 ], [ %lsr.iv103, %B258.endif.us.us.us.preheader22 ]
  %niter = phi i64 [ %niter.next.3, %B294.us.us.prol.loopexit.loopexit.us.3 ], [ 0, %B258.endif.us.us.us.preheader22 ]
  br label %B294.us.us.prol.us

B294.us.us.prol.us:                               ; preds = %B258.endif.us.us.us, %B294.us.us.prol.us
  %lsr.iv169 = phi i64 [ %125, %B258.endif.us.us.us ], [ %math, %B294.us.us.prol.us ]
  %lsr.iv128.us = phi i64 [ %lsr.iv.next129.us, %B294.us.us.prol.us ], [ %lsr.iv126.us, %B258.endif.us.us.us ]
  %lsr.iv121.us = phi ptr [ %scevgep122.us, %B294.us.us.prol.us ], [ %lsr.iv119.us, %B258.endif.us.us.us ]
  %lsr.iv114.us = phi i64 [ %lsr.iv.next115.us, %B294.us.us.prol.us ], [ %lsr.iv112.us, %B258.endif.us.us.us ]
  %lsr.iv107.us = phi ptr [ %scevgep108.us, %B294.us.us.prol.us ], [ %lsr.iv105.us, %B258.endif.us.us.us ]
  %.818.us.us.prol.us = icmp slt i64 %lsr.iv128.us, 0
  %164 = select i1 %.818.us.us.prol.us, i64 %95, i64 0
  %scevgep123.us = getelementptr i8, ptr %lsr.iv121.us, i64 %164
  %.834.us.us.prol.us = load float, ptr %scevgep123.us, align 4
  %.854.us.us.prol.us = icmp slt i64 %lsr.iv114.us, 0
  %165 = select i1 %.854.us.us.prol.us, i64 %96, i64 0
  %scevgep109.us = getelementptr i8, ptr %lsr.iv107.us, i64 %165
  store float %.834.us.us.prol.us, ptr %scevgep109.us, align 4
  %scevgep108.us = getelementptr i8, ptr %lsr.iv107.us, i64 %88
  %lsr.iv.next115.us = add i64 %lsr.iv114.us, %arg.width.fr
  %scevgep122.us = getelementptr i8, ptr %lsr.iv121.us, i64 %93
  %lsr.iv.next129.us = add i64 %lsr.iv128.us, %arg.brs
  %166 = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %lsr.iv169, i64 1)
  %math = extractvalue { i64, i1 } %166, 0
  %ov = extractvalue { i64, i1 } %166, 1
  br i1 %ov, label %B294.us.us.prol.loopexit.loopexit.us, label %B294.us.us.prol.us, !llvm.loop !31

B294.us.us.prol.loopexit.loopexit.us:             ; preds = %B294.us.us.prol.us
  %scevgep106.us = getelementptr i8, ptr %lsr.iv105.us, i64 4
  %lsr.iv.next113.us = add i64 %lsr.iv112.us, 1
  %scevgep120.us = getelementptr i8, ptr %lsr.iv119.us, i64 %92
  %lsr.iv.next127.us = add i64 %lsr.iv126.us, %arg.bcs
  br label %B294.us.us.prol.us.1

B294.us.us.prol.us.1:                             ; preds = %B294.us.us.prol.us.1, %B294.us.us.prol.loopexit.loopexit.us
  %lsr.iv173 = phi i64 [ %math189, %B294.us.us.prol.us.1 ], [ %121, %B294.us.us.prol.loopexit.loopexit.us ]
  %lsr.iv128.us.1 = phi i64 [ %lsr.iv.next129.us.1, %B294.us.us.prol.us.1 ], [ %lsr.iv.next127.us, %B294.us.us.prol.loopexit.loopexit.us ]
  %lsr.iv121.us.1 = phi ptr [ %scevgep122.us.1, %B294.us.us.prol.us.1 ], [ %scevgep120.us, %B294.us.us.prol.loopexit.loopexit.us ]
  %lsr.iv114.us.1 = phi i64 [ %lsr.iv.next115.us.1, %B294.us.us.prol.us.1 ], [ %lsr.iv.next113.us, %B294.us.us.prol.loopexit.loopexit.us ]
  %lsr.iv107.us.1 = phi ptr [ %scevgep108.us.1, %B294.us.us.prol.us.1 ], [ %scevgep106.us, %B294.us.us.prol.loopexit.loopexit.us ]
  %.818.us.us.prol.us.1 = icmp slt i64 %lsr.iv128.us.1, 0
  %167 = select i1 %.818.us.us.prol.us.1, i64 %95, i64 0
  %scevgep123.us.1 = getelementptr i8, ptr %lsr.iv121.us.1, i64 %167
  %.834.us.us.prol.us.1 = load float, ptr %scevgep123.us.1, align 4
  %.854.us.us.prol.us.1 = icmp slt i64 %lsr.iv114.us.1, 0
  %168 = select i1 %.854.us.us.prol.us.1, i64 %96, i64 0
  %scevgep109.us.1 = getelementptr i8, ptr %lsr.iv107.us.1, i64 %168
  store float %.834.us.us.prol.us.1, ptr %scevgep109.us.1, align 4
  %scevgep108.us.1 = getelementptr i8, ptr %lsr.iv107.us.1, i64 %88
  %lsr.iv.next115.us.1 = add i64 %lsr.iv114.us.1, %arg.width.fr
  %scevgep122.us.1 = getelementptr i8, ptr %lsr.iv121.us.1, i64 %93
  %lsr.iv.next129.us.1 = add i64 %lsr.iv128.us.1, %arg.brs
  %169 = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %lsr.iv173, i64 1)
  %math189 = extractvalue { i64, i1 } %169, 0
  %ov190 = extractvalue { i64, i1 } %169, 1
  br i1 %ov190, label %B294.us.us.prol.loopexit.loopexit.us.1, label %B294.us.us.prol.us.1, !llvm.loop !31

B294.us.us.prol.loopexit.loopexit.us.1:           ; preds = %B294.us.us.prol.us.1
  %scevgep106.us.1 = getelementptr i8, ptr %lsr.iv105.us, i64 8
  %lsr.iv.next113.us.1 = add i64 %lsr.iv112.us, 2
  %scevgep120.us.1 = getelementptr i8, ptr %scevgep120.us, i64 %92
  %lsr.iv.next127.us.1 = add i64 %lsr.iv.next127.us, %arg.bcs
  br label %B294.us.us.prol.us.2

B294.us.us.prol.us.2:                             ; preds = %B294.us.us.prol.us.2, %B294.us.us.prol.loopexit.loopexit.us.1
  %lsr.iv177 = phi i64 [ %math191, %B294.us.us.prol.us.2 ], [ %117, %B294.us.us.prol.loopexit.loopexit.us.1 ]
  %lsr.iv128.us.2 = phi i64 [ %lsr.iv.next129.us.2, %B294.us.us.prol.us.2 ], [ %lsr.iv.next127.us.1, %B294.us.us.prol.loopexit.loopexit.us.1 ]
  %lsr.iv121.us.2 = phi ptr [ %scevgep122.us.2, %B294.us.us.prol.us.2 ], [ %scevgep120.us.1, %B294.us.us.prol.loopexit.loopexit.us.1 ]
  %lsr.iv114.us.2 = phi i64 [ %lsr.iv.next115.us.2, %B294.us.us.prol.us.2 ], [ %lsr.iv.next113.us.1, %B294.us.us.prol.loopexit.loopexit.us.1 ]
  %lsr.iv107.us.2 = phi ptr [ %scevgep108.us.2, %B294.us.us.prol.us.2 ], [ %scevgep106.us.1, %B294.us.us.prol.loopexit.loopexit.us.1 ]
  %.818.us.us.prol.us.2 = icmp slt i64 %lsr.iv128.us.2, 0
  %170 = select i1 %.818.us.us.prol.us.2, i64 %95, i64 0
  %scevgep123.us.2 = getelementptr i8, ptr %lsr.iv121.us.2, i64 %170
  %.834.us.us.prol.us.2 = load float, ptr %scevgep123.us.2, align 4
  %.854.us.us.prol.us.2 = icmp slt i64 %lsr.iv114.us.2, 0
  %171 = select i1 %.854.us.us.prol.us.2, i64 %96, i64 0
  %scevgep109.us.2 = getelementptr i8, ptr %lsr.iv107.us.2, i64 %171
  store float %.834.us.us.prol.us.2, ptr %scevgep109.us.2, align 4
  %scevgep108.us.2 = getelementptr i8, ptr %lsr.iv107.us.2, i64 %88
  %lsr.iv.next115.us.2 = add i64 %lsr.iv114.us.2, %arg.width.fr
  %scevgep122.us.2 = getelementptr i8, ptr %lsr.iv121.us.2, i64 %93
  %lsr.iv.next129.us.2 = add i64 %lsr.iv128.us.2, %arg.brs
  %172 = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %lsr.iv177, i64 1)
  %math191 = extractvalue { i64, i1 } %172, 0
  %ov192 = extractvalue { i64, i1 } %172, 1
  br i1 %ov192, label %B294.us.us.prol.loopexit.loopexit.us.2, label %B294.us.us.prol.us.2, !llvm.loop !31

B294.us.us.prol.loopexit.loopexit.us.2:           ; preds = %B294.us.us.prol.us.2
  %scevgep106.us.2 = getelementptr i8, ptr %lsr.iv105.us, i64 12
  %lsr.iv.next113.us.2 = add i64 %lsr.iv112.us, 3
  %scevgep120.us.2 = getelementptr i8, ptr %scevgep120.us.1, i64 %92
  %lsr.iv.next127.us.2 = add i64 %lsr.iv.next127.us.1, %arg.bcs
  br label %B294.us.us.prol.us.3

B294.us.us.prol.us.3:                             ; preds = %B294.us.us.prol.us.3, %B294.us.us.prol.loopexit.loopexit.us.2
  %lsr.iv181 = phi i64 [ %math193, %B294.us.us.prol.us.3 ], [ %113, %B294.us.us.prol.loopexit.loopexit.us.2 ]
  %lsr.iv128.us.3 = phi i64 [ %lsr.iv.next129.us.3, %B294.us.us.prol.us.3 ], [ %lsr.iv.next127.us.2, %B294.us.us.prol.loopexit.loopexit.us.2 ]
  %lsr.iv121.us.3 = phi ptr [ %scevgep122.us.3, %B294.us.us.prol.us.3 ], [ %scevgep120.us.2, %B294.us.us.prol.loopexit.loopexit.us.2 ]
  %lsr.iv114.us.3 = phi i64 [ %lsr.iv.next115.us.3, %B294.us.us.prol.us.3 ], [ %lsr.iv.next113.us.2, %B294.us.us.prol.loopexit.loopexit.us.2 ]
  %lsr.iv107.us.3 = phi ptr [ %scevgep108.us.3, %B294.us.us.prol.us.3 ], [ %scevgep106.us.2, %B294.us.us.prol.loopexit.loopexit.us.2 ]
  %.818.us.us.prol.us.3 = icmp slt i64 %lsr.iv128.us.3, 0
  %173 = select i1 %.818.us.us.prol.us.3, i64 %95, i64 0
  %scevgep123.us.3 = getelementptr i8, ptr %lsr.iv121.us.3, i64 %173
  %.834.us.us.prol.us.3 = load float, ptr %scevgep123.us.3, align 4
  %.854.us.us.prol.us.3 = icmp slt i64 %lsr.iv114.us.3, 0
  %174 = select i1 %.854.us.us.prol.us.3, i64 %96, i64 0
  %scevgep109.us.3 = getelementptr i8, ptr %lsr.iv107.us.3, i64 %174
  store float %.834.us.us.prol.us.3, ptr %scevgep109.us.3, align 4
  %scevgep108.us.3 = getelementptr i8, ptr %lsr.iv107.us.3, i64 %88
  %lsr.iv.next115.us.3 = add i64 %lsr.iv114.us.3, %arg.width.fr
  %scevgep122.us.3 = getelementptr i8, ptr %lsr.iv121.us.3, i64 %93
  %lsr.iv.next129.us.3 = add i64 %lsr.iv128.us.3, %arg.brs
  %175 = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %lsr.iv181, i64 1)
  %math193 = extractvalue { i64, i1 } %175, 0
  %ov194 = extractvalue { i64, i1 } %175, 1
  br i1 %ov194, label %B294.us.us.prol.loopexit.loopexit.us.3, label %B294.us.us.prol.us.3, !llvm.loop !31

B294.us.us.prol.loopexit.loopexit.us.3:           ; preds = %B294.us.us.prol.us.3
  %scevgep106.us.3 = getelementptr i8, ptr %lsr.iv105.us, i64 16
  %lsr.iv.next113.us.3 = add i64 %lsr.iv112.us, 4
  %scevgep120.us.3 = getelementptr i8, ptr %scevgep120.us.2, i64 %92
  %lsr.iv.next127.us.3 = add i64 %lsr.iv.next127.us.2, %arg.bcs
  %niter.next.3 = add i64 %niter, 4
  %niter.ncmp.3 = icmp eq i64 %niter.next.3, %unroll_iter
  br i1 %niter.ncmp.3, label %B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa, label %B258.endif.us.us.us

B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa: ; preds = %B294.us.us.prol.loopexit.loopexit.us.3
  %176 = icmp eq i64 %xtraiter, 0
  br i1 %176, label %B256.B184.loopexit_crit_edge.us, label %B258.endif.us.us.us.epil.preheader

B258.endif.us.us.us.epil.preheader:               ; preds = %B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa, %B258.endif.us.us.us.preheader
  %lsr.iv126.us.epil.init = phi i64 [ %lsr.iv124, %B258.endif.us.us.us.preheader ], [ %lsr.iv.next127.us.3, %B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa ]
  %lsr.iv119.us.epil.init = phi ptr [ %lsr.iv117, %B258.endif.us.us.us.preheader ], [ %scevgep120.us.3, %B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa ]
  %lsr.iv112.us.epil.init = phi i64 [ %lsr.iv110, %B258.endif.us.us.us.preheader ], [ %lsr.iv.next113.us.3, %B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa ]
  %lsr.iv105.us.epil.init = phi ptr [ %lsr.iv103, %B258.endif.us.us.us.preheader ], [ %scevgep106.us.3, %B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa ]
  br label %B258.endif.us.us.us.epil

B258.endif.us.us.us.epil:                         ; preds = %B294.us.us.prol.loopexit.loopexit.us.epil, %B258.endif.us.us.us.epil.preheader
  %lsr.iv126.us.epil = phi i64 [ %lsr.iv.next127.us.epil, %B294.us.us.prol.loopexit.loopexit.us.epil ], [ %lsr.iv126.us.epil.init, %B258.endif.us.us.us.epil.preheader ]
  %lsr.iv119.us.epil = phi ptr [ %scevgep120.us.epil, %B294.us.us.prol.loopexit.loopexit.us.epil ], [ %lsr.iv119.us.epil.init, %B258.endif.us.us.us.epil.preheader ]
  %lsr.iv112.us.epil = phi i64 [ %lsr.iv.next113.us.epil, %B294.us.us.prol.loopexit.loopexit.us.epil ], [ %lsr.iv112.us.epil.init, %B258.endif.us.us.us.epil.preheader ]
  %lsr.iv105.us.epil = phi ptr [ %scevgep106.us.epil, %B294.us.us.prol.loopexit.loopexit.us.epil ], [ %lsr.iv105.us.epil.init, %B258.endif.us.us.us.epil.preheader ]
  %epil.iter = phi i64 [ %epil.iter.next, %B294.us.us.prol.loopexit.loopexit.us.epil ], [ 0, %B258.endif.us.us.us.epil.preheader ]
  br label %B294.us.us.prol.us.epil

B294.us.us.prol.us.epil:                          ; preds = %B294.us.us.prol.us.epil, %B258.endif.us.us.us.epil
  %lsr.iv185 = phi i64 [ %math195, %B294.us.us.prol.us.epil ], [ %109, %B258.endif.us.us.us.epil ]
  %lsr.iv128.us.epil = phi i64 [ %lsr.iv.next129.us.epil, %B294.us.us.prol.us.epil ], [ %lsr.iv126.us.epil, %B258.endif.us.us.us.epil ]
  %lsr.iv121.us.epil = phi ptr [ %scevgep122.us.epil, %B294.us.us.prol.us.epil ], [ %lsr.iv119.us.epil, %B258.endif.us.us.us.epil ]
  %lsr.iv114.us.epil = phi i64 [ %lsr.iv.next115.us.epil, %B294.us.us.prol.us.epil ], [ %lsr.iv112.us.epil, %B258.endif.us.us.us.epil ]
  %lsr.iv107.us.epil = phi ptr [ %scevgep108.us.epil, %B294.us.us.prol.us.epil ], [ %lsr.iv105.us.epil, %B258.endif.us.us.us.epil ]
  %.818.us.us.prol.us.epil = icmp slt i64 %lsr.iv128.us.epil, 0
  %177 = select i1 %.818.us.us.prol.us.epil, i64 %95, i64 0
  %scevgep123.us.epil = getelementptr i8, ptr %lsr.iv121.us.epil, i64 %177
  %.834.us.us.prol.us.epil = load float, ptr %scevgep123.us.epil, align 4
  %.854.us.us.prol.us.epil = icmp slt i64 %lsr.iv114.us.epil, 0
  %178 = select i1 %.854.us.us.prol.us.epil, i64 %96, i64 0
  %scevgep109.us.epil = getelementptr i8, ptr %lsr.iv107.us.epil, i64 %178
  store float %.834.us.us.prol.us.epil, ptr %scevgep109.us.epil, align 4
  %scevgep108.us.epil = getelementptr i8, ptr %lsr.iv107.us.epil, i64 %88
  %lsr.iv.next115.us.epil = add i64 %lsr.iv114.us.epil, %arg.width.fr
  %scevgep122.us.epil = getelementptr i8, ptr %lsr.iv121.us.epil, i64 %93
  %lsr.iv.next129.us.epil = add i64 %lsr.iv128.us.epil, %arg.brs
  %179 = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %lsr.iv185, i64 1)
  %math195 = extractvalue { i64, i1 } %179, 0
  %ov196 = extractvalue { i64, i1 } %179, 1
  br i1 %ov196, label %B294.us.us.prol.loopexit.loopexit.us.epil, label %B294.us.us.prol.us.epil, !llvm.loop !31

B294.us.us.prol.loopexit.loopexit.us.epil:        ; preds = %B294.us.us.prol.us.epil
  %scevgep106.us.epil = getelementptr i8, ptr %lsr.iv105.us.epil, i64 4
  %lsr.iv.next113.us.epil = add i64 %lsr.iv112.us.epil, 1
  %scevgep120.us.epil = getelementptr i8, ptr %lsr.iv119.us.epil, i64 %92
  %lsr.iv.next127.us.epil = add i64 %lsr.iv126.us.epil, %arg.bcs
  %epil.iter.next = add i64 %epil.iter, 1
  %epil.iter.cmp.not = icmp eq i64 %epil.iter.next, %xtraiter
  br i1 %epil.iter.cmp.not, label %B256.B184.loopexit_crit_edge.us, label %B258.endif.us.us.us.epil, !llvm.loop !32

B256.B184.loopexit_crit_edge.us:                  ; preds = %B292.B256.loopexit_crit_edge.us.us.loopexit, %B294.us.us.prol.loopexit.loopexit.us.epil, %B256.B184.loopexit_crit_edge.us.loopexit.unr-lcssa, %B258.endif.us.us.preheader.split.us, %B186.endif.endif.us
  %indvar.next = add nuw nsw i64 %indvar, 1
  %lsr.iv.next97 = add i64 %lsr.iv96, 64
  %lsr.iv.next100 = add i64 %lsr.iv99, -64
  %scevgep104 = getelementptr i8, ptr %lsr.iv103, i64 %87
  %lsr.iv.next111 = add i64 %lsr.iv110, %89
  %scevgep118 = getelementptr i8, ptr %lsr.iv117, i64 %91
  %lsr.iv.next125 = add i64 %lsr.iv124, %94
  %lsr.iv.next74 = add nuw i64 %lsr.iv73, 64
  %lsr.iv.next78 = add nuw i64 %lsr.iv77, 64
  %lsr.iv.next80 = add nuw i64 %lsr.iv79, 64
  %exitcond.not11 = icmp eq i64 %indvar.next, %.461
  br i1 %exitcond.not11, label %common.ret, label %B186.endif.endif.us

B258.endif.us.us:                                 ; preds = %B258.endif.us.us.preheader6, %B292.B256.loopexit_crit_edge.us.us.loopexit
  %lsr.iv143 = phi i64 [ %lsr.iv.next144, %B292.B256.loopexit_crit_edge.us.us.loopexit ], [ %arg.b0, %B258.endif.us.us.preheader6 ]
  %lsr.iv136 = phi i64 [ %lsr.iv.next137, %B292.B256.loopexit_crit_edge.us.us.loopexit ], [ %arg.p0, %B258.endif.us.us.preheader6 ]
  %lsr.iv126 = phi i64 [ %lsr.iv.next127, %B292.B256.loopexit_crit_edge.us.us.loopexit ], [ %lsr.iv124, %B258.endif.us.us.preheader6 ]
  %lsr.iv119 = phi ptr [ %scevgep120, %B292.B256.loopexit_crit_edge.us.us.loopexit ], [ %lsr.iv117, %B258.endif.us.us.preheader6 ]
  %lsr.iv112 = phi i64 [ %lsr.iv.next113, %B292.B256.loopexit_crit_edge.us.us.loopexit ], [ %lsr.iv110, %B258.endif.us.us.preheader6 ]
  %lsr.iv105 = phi ptr [ %scevgep106, %B292.B256.loopexit_crit_edge.us.us.loopexit ], [ %lsr.iv103, %B258.endif.us.us.preheader6 ]
  %.643326332.us.us = phi i64 [ %.650.us.us, %B292.B256.loopexit_crit_edge.us.us.loopexit ], [ 0, %B258.endif.us.us.preheader6 ]
  %180 = and i64 %smax, 3
  %181 = icmp eq i64 %180, 0
  br i1 %181, label %B294.us.us.prol.loopexit, label %B294.us.us.prol.preheader

B294.us.us.prol.preheader:                        ; preds = %B258.endif.us.us
  br label %B294.us.us.prol

B294.us.us.prol:                                  ; preds = %B294.us.us.prol.preheader, %B294.us.us.prol
  %lsr.iv139 = phi i64 [ %152, %B294.us.us.prol.preheader ], [ %math197, %B294.us.us.prol ]
  %lsr.iv128 = phi i64 [ %lsr.iv.next129, %B294.us.us.prol ], [ %lsr.iv126, %B294.us.us.prol.preheader ]
  %lsr.iv121 = phi ptr [ %scevgep122, %B294.us.us.prol ], [ %lsr.iv119, %B294.us.us.prol.preheader ]
  %lsr.iv114 = phi i64 [ %lsr.iv.next115, %B294.us.us.prol ], [ %lsr.iv112, %B294.us.us.prol.preheader ]
  %lsr.iv107 = phi ptr [ %scevgep108, %B294.us.us.prol ], [ %lsr.iv105, %B294.us.us.prol.preheader ]
  %.818.us.us.prol = icmp slt i64 %lsr.iv128, 0
  %182 = select i1 %.818.us.us.prol, i64 %95, i64 0
  %scevgep123 = getelementptr i8, ptr %lsr.iv121, i64 %182
  %.834.us.us.prol = load float, ptr %scevgep123, align 4
  %.854.us.us.prol = icmp slt i64 %lsr.iv114, 0
  %183 = select i1 %.854.us.us.prol, i64 %96, i64 0
  %scevgep109 = getelementptr i8, ptr %lsr.iv107, i64 %183
  store float %.834.us.us.prol, ptr %scevgep109, align 4
  %scevgep108 = getelementptr i8, ptr %lsr.iv107, i64 %88
  %lsr.iv.next115 = add i64 %lsr.iv114, %arg.width.fr
  %scevgep122 = getelementptr i8, ptr %lsr.iv121, i64 %93
  %lsr.iv.next129 = add i64 %lsr.iv128, %arg.brs
  %184 = call { i64, i1 } @llvm.uadd.with.overflow.i64(i64 %lsr.iv139, i64 1)
  %math197 = extractvalue { i64, i1 } %184, 0
  %ov198 = extractvalue { i64, i1 } %184, 1
  br i1 %ov198, label %B294.us.us.prol.loopexit, label %B294.us.us.prol, !llvm.loop !31

B294.us.us.prol.loopexit:                         ; preds = %B294.us.us.prol, %B258.endif.us.us
  %.758319323.us.us.unr = phi i64 [ %..716.us, %B258.endif.us.us ], [ %160, %B294.us.us.prol ]
  %185 = add nuw i64 %.758319323.us.us.unr, 4
  br label %B294.us.us

B294.us.us:                                       ; preds = %B294.us.us, %B294.us.us.prol.loopexit
  %lsr.iv145 = phi i64 [ %lsr.iv143, %B294.us.us.prol.loopexit ], [ %lsr.iv.next146, %B294.us.us ]
  %lsr.iv138 = phi i64 [ %lsr.iv136, %B294.us.us.prol.loopexit ], [ %lsr.iv.next139, %B294.us.us ]
  %lsr.iv132 = phi i64 [ %185, %B294.us.us.prol.loopexit ], [ %lsr.iv.next133, %B294.us.us ]
  %186 = add i64 %130, %lsr.iv145
  %.818.us.us = icmp slt i64 %186, 0
  %187 = select i1 %.818.us.us, i64 %95, i64 0
  %188 = shl i64 %lsr.iv145, 2
  %scevgep153 = getelementptr i8, ptr %scevgep152, i64 %187
  %scevgep154 = getelementptr i8, ptr %scevgep153, i64 %188
  %.834.us.us = load float, ptr %scevgep154, align 4
  %189 = add i64 %141, %lsr.iv138
  %.854.us.us = icmp slt i64 %189, 0
  %190 = select i1 %.854.us.us, i64 %96, i64 0
  %191 = shl i64 %lsr.iv138, 2
  %scevgep165 = getelementptr i8, ptr %scevgep164, i64 %190
  %scevgep166 = getelementptr i8, ptr %scevgep165, i64 %191
  store float %.834.us.us, ptr %scevgep166, align 4
  %192 = add i64 %137, %lsr.iv145
  %.818.us.us.1 = icmp slt i64 %192, 0
  %193 = select i1 %.818.us.us.1, i64 %95, i64 0
  %194 = shl i64 %lsr.iv145, 2
  %scevgep144 = getelementptr i8, ptr %scevgep143, i64 %193
  %scevgep145 = getelementptr i8, ptr %scevgep144, i64 %194
  %.834.us.us.1 = load float, ptr %scevgep145, align 4
  %195 = add i64 %145, %lsr.iv138
  %.854.us.us.1 = icmp slt i64 %195, 0
  %196 = select i1 %.854.us.us.1, i64 %96, i64 0
  %197 = shl i64 %lsr.iv138, 2
  %scevgep156 = getelementptr i8, ptr %scevgep155, i64 %196
  %scevgep157 = getelementptr i8, ptr %scevgep156, i64 %197
  store float %.834.us.us.1, ptr %scevgep157, align 4
  %198 = add i64 %138, %lsr.iv145
  %.818.us.us.2 = icmp slt i64 %198, 0
  %199 = select i1 %.818.us.us.2, i64 %95, i64 0
  %200 = shl i64 %lsr.iv145, 2
  %scevgep147 = getelementptr i8, ptr %scevgep146, i64 %199
  %scevgep148 = getelementptr i8, ptr %scevgep147, i64 %200
  %.834.us.us.2 = load float, ptr %scevgep148, align 4
  %201 = add i64 %146, %lsr.iv138
  %.854.us.us.2 = icmp slt i64 %201, 0
  %202 = select i1 %.854.us.us.2, i64 %96, i64 0
  %203 = shl i64 %lsr.iv138, 2
  %scevgep159 = getelementptr i8, ptr %scevgep158, i64 %202
  %scevgep160 = getelementptr i8, ptr %scevgep159, i64 %203
  store float %.834.us.us.2, ptr %scevgep160, align 4
  %204 = add i64 %139, %lsr.iv145
  %.818.us.us.3 = icmp slt i64 %204, 0
  %205 = select i1 %.818.us.us.3, i64 %95, i64 0
  %206 = shl i64 %lsr.iv145, 2
  %scevgep150 = getelementptr i8, ptr %scevgep149, i64 %205
  %scevgep151 = getelementptr i8, ptr %scevgep150, i64 %206
  %.834.us.us.3 = load float, ptr %scevgep151, align 4
  %207 = add i64 %147, %lsr.iv138
  %.854.us.us.3 = icmp slt i64 %207, 0
  %208 = select i1 %.854.us.us.3, i64 %96, i64 0
  %209 = shl i64 %lsr.iv138, 2
  %scevgep162 = getelementptr i8, ptr %scevgep161, i64 %208
  %scevgep163 = getelementptr i8, ptr %scevgep162, i64 %209
  store float %.834.us.us.3, ptr %scevgep163, align 4
  %lsr.iv.next133 = add i64 %lsr.iv132, -4
  %lsr.iv.next139 = add i64 %lsr.iv138, %88
  %lsr.iv.next146 = add i64 %lsr.iv145, %93
  %.759.us.us.3 = icmp sgt i64 %lsr.iv.next133, 4
  br i1 %.759.us.us.3, label %B294.us.us, label %B292.B256.loopexit_crit_edge.us.us.loopexit

B292.B256.loopexit_crit_edge.us.us.loopexit:      ; preds = %B294.us.us
  %.650.us.us = add nuw nsw i64 %.643326332.us.us, 1
  %scevgep106 = getelementptr i8, ptr %lsr.iv105, i64 4
  %lsr.iv.next113 = add i64 %lsr.iv112, 1
  %scevgep120 = getelementptr i8, ptr %lsr.iv119, i64 %92
  %lsr.iv.next127 = add i64 %lsr.iv126, %arg.bcs
  %lsr.iv.next137 = add i64 %lsr.iv136, 1
  %lsr.iv.next144 = add i64 %lsr.iv143, %arg.bcs
  %exitcond.not = icmp eq i64 %arg.width.fr, %.650.us.us
  br i1 %exitcond.not, label %B256.B184.loopexit_crit_edge.us, label %B258.endif.us.us
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(read)
declare <8 x float> @llvm.masked.gather.v8f32.v8p0(<8 x ptr>, <8 x i1>, <8 x float>) #4

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(write)
declare void @llvm.masked.scatter.v8f32.v8p0(<8 x float>, <8 x ptr>, <8 x i1>) #5

; Function Attrs: mustprogress nofree noinline norecurse nounwind willreturn memory(argmem: readwrite)
define linkonce_odr void @NRT_incref(ptr captures(address_is_null) %.1) local_unnamed_addr #6 {
.3:
  %.4 = icmp eq ptr %.1, null
  br i1 %.4, label %common.ret, label %.3.endif, !prof !0

common.ret:                                       ; preds = %.3.endif, %.3
  ret void

.3.endif:                                         ; preds = %.3
  %.4.i = atomicrmw add ptr %.1, i64 1 monotonic, align 8
  br label %common.ret
}

; Function Attrs: noinline
define linkonce_odr void @NRT_decref(ptr %.1) local_unnamed_addr #7 {
.3:
  %.4 = icmp eq ptr %.1, null
  br i1 %.4, label %common.ret, label %.3.endif, !prof !0

common.ret:                                       ; preds = %.3, %.3.endif
  ret void

.3.endif:                                         ; preds = %.3
  fence release
  %0 = tail call i8 @llvm.x86.atomic.sub.cc.i64(ptr nonnull %.1, i64 1, i32 4)
  %1 = trunc i8 %0 to i1
  br i1 %1, label %.3.endif.if, label %common.ret, !prof !0

.3.endif.if:                                      ; preds = %.3.endif
  fence acquire
  tail call void @NRT_MemInfo_call_dtor(ptr nonnull %.1)
  ret void
}

; Function Attrs: nounwind
declare i8 @llvm.x86.atomic.sub.cc.i64(ptr, i64, i32 immarg) #8

declare void @NRT_MemInfo_call_dtor(ptr) local_unnamed_addr

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #9

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare { i64, i1 } @llvm.uadd.with.overflow.i64(i64, i64) #10

attributes #0 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #1 = { mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { nofree noinline norecurse nosync nounwind memory(argmem: readwrite) }
attributes #3 = { mustprogress nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #4 = { mustprogress nocallback nofree nosync nounwind willreturn memory(read) }
attributes #5 = { mustprogress nocallback nofree nosync nounwind willreturn memory(write) }
attributes #6 = { mustprogress nofree noinline norecurse nounwind willreturn memory(argmem: readwrite) }
attributes #7 = { noinline }
attributes #8 = { nounwind }
attributes #9 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #10 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!0 = !{!"branch_weights", i32 1, i32 99}
!1 = !{!2, !4, !5, !7, !8, !10}
!2 = distinct !{!2, !3, !"_ZN5numba2np8arrayobj18_ol_array_allocate12_3clocals_3e4implB2v6B42c8tJTIeFIjxB2IKSgI4CrvQClcaMQ5hEEUSJJgA_3dEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj: %retptr"}
!3 = distinct !{!3, !"_ZN5numba2np8arrayobj18_ol_array_allocate12_3clocals_3e4implB2v6B42c8tJTIeFIjxB2IKSgI4CrvQClcaMQ5hEEUSJJgA_3dEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj"}
!4 = distinct !{!4, !3, !"_ZN5numba2np8arrayobj18_ol_array_allocate12_3clocals_3e4implB2v6B42c8tJTIeFIjxB2IKSgI4CrvQClcaMQ5hEEUSJJgA_3dEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj: %excinfo"}
!5 = distinct !{!5, !6, !"_ZN5numba2np8arrayobj15_call_allocatorB2v5B42c8tJTC_2fWQA93W1AaAIYBPIqRBFCjDSZRVAJmaQIAEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj: %retptr"}
!6 = distinct !{!6, !"_ZN5numba2np8arrayobj15_call_allocatorB2v5B42c8tJTC_2fWQA93W1AaAIYBPIqRBFCjDSZRVAJmaQIAEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj"}
!7 = distinct !{!7, !6, !"_ZN5numba2np8arrayobj15_call_allocatorB2v5B42c8tJTC_2fWQA93W1AaAIYBPIqRBFCjDSZRVAJmaQIAEN29typeref_5b_3cclass_20_27numba4core5types8npytypes14Array_27_3e_5dExj: %excinfo"}
!8 = distinct !{!8, !9, !"_ZN5numba2np8arrayobj11ol_np_empty12_3clocals_3e4implB2v4B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dEx18dtype_28float32_29: %retptr"}
!9 = distinct !{!9, !"_ZN5numba2np8arrayobj11ol_np_empty12_3clocals_3e4implB2v4B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dEx18dtype_28float32_29"}
!10 = distinct !{!10, !9, !"_ZN5numba2np8arrayobj11ol_np_empty12_3clocals_3e4implB2v4B54c8tJTIeFIjxB2IKSgI4CrvQCk0Z4yRYcWsBAw4hWqFpgsIBZmgA_3dEx18dtype_28float32_29: %excinfo"}
!11 = !{!"branch_weights", i32 49, i32 1}
!12 = !{!"branch_weights", i32 -2147483648, i32 0}
!13 = !{!8, !10}
!14 = !{!"branch_weights", i32 99, i32 1}
!15 = !{i1 true}
!16 = distinct !{!16, !17}
!17 = !{!"llvm.loop.unroll.disable"}
!18 = distinct !{!18, !17}
!19 = !{!20}
!20 = distinct !{!20, !21}
!21 = distinct !{!21, !"LVerDomain"}
!22 = !{!23}
!23 = distinct !{!23, !21}
!24 = !{!25, !20}
!25 = distinct !{!25, !21}
!26 = distinct !{!26, !27, !28}
!27 = !{!"llvm.loop.isvectorized", i32 1}
!28 = !{!"llvm.loop.unroll.runtime.disable"}
!29 = distinct !{!29, !17}
!30 = distinct !{!30, !27}
!31 = distinct !{!31, !17}
!32 = distinct !{!32, !17}
