# shellcheck shell=bash
# Decides which build to start, and builds when there is none for these sources.
#
# A build lives in STATE/dist-N, where STATE is .wangchuan in the checkout if that belongs to this
# user and can be written; otherwise (root in another user's checkout, a read-only checkout) a
# folder of this checkout under the user's cache, so that no file of one user ever lands in a
# folder of another. STATE/dist is a symbolic link that is swapped at the end of a build.
# A running command holds a shared lock on its build, so an old one is removed only when idle.

# The state folders of this checkout: the one inside, and the one under the cache.
state_in_checkout=$root/.wangchuan
state_in_cache() {
    local cache=${XDG_CACHE_HOME:-${HOME-}/.cache} name=${root//\//-}
    ((EUID == 0)) && cache=/var/cache
    [[ $cache == /.cache ]] && cache=${TMPDIR:-/tmp}/wangchuan-$EUID
    state=$cache/wangchuan/builds/${name#-}
}

# Names, sizes and times of everything that a build is made from: a change of any is a change.
fingerprint_sources() {
    find "$root/pom.xml" "$root/.mvn" "$root/launcher" "$root"/*/pom.xml "$root"/*/src/main \
        -type f -printf '%P %s %T@ %p\n' | cksum
}

# Uses the build in state folder $1 if it was made from these sources; sets dist and locks it.
use_dist() {
    local made_from
    [[ -r $1/dist/fingerprint ]] || return 1
    dist=$(cd -- "$1/dist" && pwd -P) || return 1
    exec 9<"$dist/fingerprint" || return 1
    # Root starts only what root or the owner of the sources has built.
    [[ -O $dist || $1 == "$state_in_checkout" ]] || return 1
    flock -s 9
    # It may have been removed between the look and the lock.
    [[ -r $dist/fingerprint ]] && read -r made_from <&9 && [[ $made_from == "$fingerprint" ]] && return 0
    exec 9<&-
    return 1
}

require_dist() {
    fingerprint=$(fingerprint_sources)
    use_dist "$state_in_checkout" && return
    state=$state_in_checkout
    if [[ ! -O $root || ! -w $root ]]; then
        state_in_cache
        use_dist "$state" && return
    fi
    # shellcheck source=launcher/build.sh
    source "$root/launcher/build.sh"
    require_maven
    build_dist
    fingerprint=$(fingerprint_sources) # what was copied for the build may be neither the old nor the new sources
    use_dist "$state" || {
        say "the sources changed during the build; start it again" "构建期间源码有改动；请重新启动"
        exit 1
    }
}
