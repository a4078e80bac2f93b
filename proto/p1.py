import sys, time, numpy as np, numba
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic
BLOCK=int(__import__('os').environ.get('BLOCK','32'))
I=ir.IntType(64)
def c(x): return ir.Constant(I,x)

def emit(builder, elem, MR, NV, VL, a, rs, ks, count, b, bs, last, out, os, k, stack):
    vec=ir.VectorType(elem,VL); vp=vec.as_pointer(); size=elem_size=(4 if isinstance(elem,ir.FloatType) else 8)
    zero=c(0)
    rows=[]; orow=[]
    top=builder.sub(count,c(1))
    for i in range(MR):
        r=c(i)
        if i: r=builder.select(builder.icmp_signed('<',c(i),top),c(i),top)
        rows.append(builder.gep(a,[builder.mul(r,rs)])); orow.append(builder.gep(out,[builder.mul(r,os)]))
    offs=[c(v*VL) for v in range(NV-1)]+[last]
    def vload(p): return builder.load(builder.bitcast(p,vp),align=size)
    def vstore(x,p): builder.store(x,builder.bitcast(p,vp),align=size)
    def products(t):
        bt=builder.gep(b,[builder.mul(t,bs)])
        bv=[vload(builder.gep(bt,[o])) for o in offs]
        at=builder.mul(t,ks)
        res=[]
        for i in range(MR):
            x=builder.load(builder.gep(rows[i],[at]))
            u=ir.Constant(vec,ir.Undefined)
            x=builder.insert_element(u,x,ir.Constant(ir.IntType(32),0))
            x=builder.shuffle_vector(x,u,ir.Constant(ir.VectorType(ir.IntType(32),VL),[0]*VL))
            res+=[builder.fmul(x,y) for y in bv]
        return res
    N=MR*NV
    f=builder.function
    pre=builder.block
    bb={x:builder.append_basic_block(x) for x in ('empty','block','term','bits','merge','merged','push','done','exit')}
    builder.cbranch(builder.icmp_signed('>',k,zero),bb['block'],bb['empty'])
    builder.position_at_end(bb['empty'])
    for i in range(MR):
        for o in offs: vstore(ir.Constant(vec,[0.0]*VL),builder.gep(orow[i],[o]))
    builder.branch(bb['exit'])
    builder.position_at_end(bb['block'])
    index=builder.phi(I); index.add_incoming(zero,pre)
    start=builder.mul(index,c(BLOCK))
    end=builder.add(start,c(BLOCK))
    more=builder.icmp_signed('<',end,k)
    stop=builder.select(more,end,k)
    first=products(start)
    second=builder.add(start,c(1))
    builder.cbranch(builder.icmp_signed('<',second,stop),bb['term'],bb['bits'])
    builder.position_at_end(bb['term'])
    t=builder.phi(I); t.add_incoming(second,bb['block'])
    acc=[builder.phi(vec) for _ in range(N)]
    new=[builder.fadd(x,y) for x,y in zip(acc,products(t))]
    for x,y,z in zip(acc,first,new):
        x.add_incoming(y,bb['block']); x.add_incoming(z,bb['term'])
    t1=builder.add(t,c(1)); t.add_incoming(t1,bb['term'])
    builder.cbranch(builder.icmp_signed('<',t1,stop),bb['term'],bb['bits'])
    builder.position_at_end(bb['bits'])
    s=[]
    for y,z in zip(first,new):
        p=builder.phi(vec); p.add_incoming(y,bb['block']); p.add_incoming(z,bb['term']); s.append(p)
    nxt=builder.add(index,c(1))
    trailing=builder.and_(index,builder.not_(nxt))
    todo0=builder.select(more,trailing,index)
    builder.cbranch(builder.icmp_signed('!=',todo0,zero),bb['merge'],bb['merged'])
    builder.position_at_end(bb['merge'])
    todo=builder.phi(I); todo.add_incoming(todo0,bb['bits'])
    q=[builder.phi(vec) for _ in range(N)]
    level=builder.cttz(todo,ir.Constant(ir.IntType(1),1))
    node=builder.gep(stack,[builder.mul(level,c(N*VL))])
    q2=[builder.fadd(vload(builder.gep(node,[c(i*VL)])),x) for i,x in enumerate(q)]
    for x,y,z in zip(q,s,q2): x.add_incoming(y,bb['bits']); x.add_incoming(z,bb['merge'])
    rest=builder.and_(todo,builder.sub(todo,c(1))); todo.add_incoming(rest,bb['merge'])
    builder.cbranch(builder.icmp_signed('!=',rest,zero),bb['merge'],bb['merged'])
    builder.position_at_end(bb['merged'])
    w=[]
    for y,z in zip(s,q2):
        p=builder.phi(vec); p.add_incoming(y,bb['bits']); p.add_incoming(z,bb['merge']); w.append(p)
    builder.cbranch(more,bb['push'],bb['done'])
    builder.position_at_end(bb['push'])
    level=builder.cttz(nxt,ir.Constant(ir.IntType(1),1))
    node=builder.gep(stack,[builder.mul(level,c(N*VL))])
    for i,x in enumerate(w): vstore(x,builder.gep(node,[c(i*VL)]))
    index.add_incoming(nxt,bb['push'])
    builder.branch(bb['block'])
    builder.position_at_end(bb['done'])
    for i in range(MR):
        for v,o in enumerate(offs): vstore(w[i*NV+v],builder.gep(orow[i],[o]))
    builder.branch(bb['exit'])
    builder.position_at_end(bb['exit'])

@intrinsic(prefer_literal=True)
def tile(typingctx, MR, NV, VL, a, a0, rs, ks, count, b, b0, bs, last, out, o0, os, k, stack, s0):
    names=dict(MR=MR,NV=NV,VL=VL)
    if not all(isinstance(x,types.IntegerLiteral) for x in (MR,NV,VL)): return None
    i8=types.int64
    sig=types.void(MR,NV,VL,a,i8,i8,i8,i8,b,i8,i8,i8,out,i8,i8,i8,stack,i8)
    def codegen(context,builder,sig,args):
        _,_,_,a,a0,rs,ks,count,b,b0,bs,last,out,o0,os,k,stack,s0=args
        def ptr(i,x,off):
            return builder.gep(context.make_array(sig.args[i])(context,builder,x).data,[off])
        elem=context.get_value_type(sig.args[3].dtype)
        emit(builder,elem,sig.args[0].literal_value,sig.args[1].literal_value,sig.args[2].literal_value,
             ptr(3,a,a0),rs,ks,count,ptr(8,b,b0),bs,last,ptr(12,out,o0),os,k,ptr(16,stack,s0))
        return context.get_dummy_value()
    return sig,codegen
