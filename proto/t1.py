import sys,time; sys.path.insert(0,'proto')
from p1 import *
def make(MR,NV,VL,pack):
    src=f"""
def f(a,a0,rs,ks,b,b0,bks,bcs,out,os,m,k,n):
    W={NV*VL}
    stack=np.empty({NV*VL*MR}*20,a.dtype)
    panel=np.empty(k*W if {pack} else 1,a.dtype)
    for j in range(0,n,W):
        if {pack}:
            for t in range(k):
                for l in range(W):
                    panel[t*W+l]=b[b0+t*bks+(j+l)*bcs]
        for i in range(0,m,{MR}):
            if {pack}:
                tile({MR},{NV},{VL},a,a0+i*rs,rs,ks,min({MR},m-i),panel,0,W,W-{VL},out,i*os+j,os,k,stack,0)
            else:
                tile({MR},{NV},{VL},a,a0+i*rs,rs,ks,min({MR},m-i),b,b0+j,bks,W-{VL},out,i*os+j,os,k,stack,0)
"""
    ns=dict(globals()); exec(src,ns); return njit(nogil=True,error_model='numpy')(ns['f'])
from shapes import MED
if __name__=="__main__":
  for dt,VL in ((np.float32,16),(np.float64,8)):
    cases=[]
    for name,m,k,n,ta,tb in MED:
        if n<500: continue
        if name in('fwd2','dw2'): continue
        a=np.random.rand(*((k,m) if ta else (m,k))).astype(dt); 
        b=np.random.rand(*((n,k) if tb else (k,n))).astype(dt)
        cases.append((name,m,k,n,ta,tb,a,b,np.empty((m,n),dt)))
    fs={}
    for MR,NV in ((4,4),(6,4),(5,4),(8,2),(8,3),(6,3),(12,2),(8,1),(12,1)):
        for pack in (0,1):
            t=time.time(); f=make(MR,NV,VL,pack)
            m,k,n,ta,tb,a,b,o=cases[0][1:]
            f(a.reshape(-1),0,k,1,b.reshape(-1),0,n,1,o.reshape(-1),n,m,k,n)
            fs[MR,NV,pack]=f
            if (MR,NV)==(6,4): print('compile',time.time()-t)
    for name,m,k,n,ta,tb,a,b,o in cases:
        if n%48 : pass
        ars,aks=(1,m) if ta else (k,1); bks,bcs=(1,k) if tb else (n,1)
        A=a.T if ta else a; B=b.T if tb else b
        best={}
        for r in range(6):
            for key,f in [('blas',None)]+list(fs.items()):
                if key!='blas' and not key[2] and tb: continue
                W=key[1]*VL
                nn=n if key=='blas' else n//W*W
                ts=[]
                for _ in range(2):
                    t=time.thread_time()
                    if f is None: np.matmul(A,B,out=o)
                    else: f(a.reshape(-1),0,ars,aks,b.reshape(-1),0,bks,bcs,o.reshape(-1),n,m,k,nn)
                    ts.append((time.thread_time()-t)*n/nn)
                best[key]=min(best.get(key,9),*ts)
        print(np.dtype(dt).name,name,f"blas {best['blas']*1e6:.0f}us",' '.join(f"{k}:{v/best['blas']:.2f}" for k,v in best.items() if k!='blas'))
