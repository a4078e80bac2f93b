# variant.sh NAME SED...: copy of the package under another name, with a change
n=$1; shift; d=proto/blocks/v_$n; rm -rf $d; cp -r backends/bpnet_numba $d; rm -rf $d/__pycache__ $d/__init__.py; touch $d/__init__.py
sed -i "s/bpnet_numba/v_$n/g; s/\"bpnet_{/\"v${n}_{/" $d/*.py; sed -i "s/f\"bpnet_{function/f\"v${n}_{function/" $d/entries.py
for s in "$@"; do sed -i "$s" $d/*.py; done
