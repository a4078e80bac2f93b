import time, sys
import numba, numpy as np
from numba import njit
@njit
def warm(x): return x.sum()+len(x)
warm(np.zeros(3,np.float32))
import bpnet_numba.entries as e
e.OPTIONS['cache']=False
import bpnet_numba.products as p
import bpnet_numba.tiles as t
if len(sys.argv)>1 and sys.argv[1]=='few':
    old=t.tile_shapes
    t.tile_shapes=lambda item: old(item)[:1]
import numba.core.event as ev
with ev.install_recorder("numba:compile") as rec, ev.install_recorder("numba:llvm_lock") as rec2, ev.install_recorder("numba:run_pass") as rp:
    t0=time.time(); c0=time.process_time(); f=p.product('float32'); print('entry',time.time()-t0, time.process_time()-c0)
import collections
tot=collections.defaultdict(float); start={}
for ts,e_ in rp.buffer:
    d=e_.data; key=(d['name'],str(d['qualname']))
    if e_.is_start: start[key]=ts
    elif e_.is_end and key in start: tot[d['name']]+=ts-start[key]
for k,v in sorted(tot.items(),key=lambda x:-x[1])[:8]: print(k,round(v,2))
comp={}
for ts,e_ in rec.buffer:
    k=str(e_.data['dispatcher'])
    if e_.is_start: comp[k]=ts
    else: print(k[-60:],round(ts-comp[k],2))
