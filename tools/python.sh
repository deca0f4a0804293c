# Sourced by run and check: sets $python to the first Python from 3.11 on, or says what is missing.
names="python3.13 python3.12 python3.11 python3.14"
case $(uname) in
    Darwin) names="$names python3 python" ;; # Apple's python3 may be an offer to install one
    *) names="python3 $names python" ;;
esac
for python in $names; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
done
echo "Annotator needs Python 3.11 or newer, and found none." >&2
if command -v apt-get >/dev/null; then
    echo "Install it with: sudo apt-get install python3 python3-venv" >&2
elif [ "$(uname)" = Darwin ]; then
    echo "Install it with: brew install python@3.13" >&2
fi
exit 1
