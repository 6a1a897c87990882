# shellcheck shell=bash
# Finds a JDK that is new enough, without starting it: the first line of a start that costs
# 40 ms would be the question which version it is. Sets java_home.

jdk_needed=25

# Where JDKs lie, looked up anew each time: an installation makes folders that were not there before.
list_jdk_folders() {
    jdk_folders=(
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*
        "${SDKMAN_DIR:-${HOME-/root}/.sdkman}"/candidates/java/*
        "${HOME-/root}"/.jdks/* "${HOME-/root}"/.asdf/installs/java/*
        "${HOME-/root}"/.local/share/mise/installs/java/*
    )
}

# Feature version of the JDK in folder $1, into jdk_version; fails if it has no compiler.
read_jdk_version() {
    local key value
    jdk_version=
    [[ -x $1/bin/javac && -r $1/release ]] || return 1
    while IFS='=' read -r key value; do
        if [[ $key == JAVA_VERSION ]]; then
            value=${value//\"/}
            value=${value#1.}
            jdk_version=${value%%[!0-9]*}
            break
        fi
    done <"$1/release"
    [[ -n $jdk_version ]]
}

# JAVA_HOME wins if it is new enough. Otherwise the oldest JDK that is new enough, because that
# is the version the project is tested with.
find_jdk() {
    local folder best=
    if [[ -n ${JAVA_HOME-} ]] && read_jdk_version "$JAVA_HOME" && ((jdk_version >= jdk_needed)); then
        java_home=$JAVA_HOME
        return 0
    fi
    java_home=
    list_jdk_folders
    for folder in "${jdk_folders[@]}"; do
        read_jdk_version "$folder" || continue
        ((jdk_version >= jdk_needed)) || continue
        if [[ -z $best ]] || ((jdk_version < best)); then
            best=$jdk_version
            java_home=$folder
        fi
    done
    [[ -n $java_home ]]
}

# Prints the command prefix that gives root's rights without asking, or fails.
root_prefix() {
    if ((EUID == 0)); then
        echo env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo sudo -n
    else
        return 1
    fi
}

# Installs the Debian packages that are named, if this user may; the log goes to $install_log.
install_packages() {
    local prefix
    command -v apt-get >/dev/null || return 1
    prefix=$(root_prefix) || return 1
    install_log=$(mktemp "${TMPDIR:-/tmp}/wangchuan-install.XXXXXX") || return 1
    say "installing $* (log: $install_log)" "正在安装 $*（记录：$install_log）"
    # shellcheck disable=SC2086 # the prefix is words
    {
        # A source that does not answer need not be the one that has the packages.
        $prefix apt-get update
        $prefix env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
            install -y --no-install-recommends "$@"
    } >"$install_log" 2>&1 </dev/null
}

# Whether the distribution is known to have no package $1: its lists are here, and name others.
is_unknown_package() {
    [[ -n $(find "/var/lib/apt/lists" -name '*_Packages*' -print -quit 2>/dev/null) ]] &&
        ! apt-cache show "$1" >/dev/null 2>&1
}

# Ends with what to type when the packages that are named are missing and could not be installed.
ask_for_packages() {
    local package
    if ! command -v apt-get >/dev/null; then
        say "JDK $jdk_needed (or newer) and Maven 3.8 (or newer) are needed: install them from your distribution," \
            "需要 JDK $jdk_needed（或更新）与 Maven 3.8（或更新）：请从你的发行版安装，"
        say "    then type: JAVA_HOME=/path/to/jdk-$jdk_needed $root/wangchuan version" \
            "    然后输入：JAVA_HOME=/path/to/jdk-$jdk_needed $root/wangchuan version"
        exit 1
    fi
    [[ -z ${install_log-} ]] || grep '^E:' -- "$install_log" | tail -n 4 >&2
    for package in "$@"; do
        [[ $package == openjdk-* ]] || continue
        is_unknown_package "$package" || continue
        say "this release of the distribution has no $package. Unpack a JDK $jdk_needed from https://adoptium.net, then type:" \
            "此版本的发行版没有 $package。请从 https://adoptium.net 取得 JDK $jdk_needed 并解开，然后输入："
        say "    JAVA_HOME=/path/to/jdk-$jdk_needed $root/wangchuan version"
        exit 1
    done
    if [[ -n ${install_log-} ]]; then
        say "the installation failed (log: $install_log). When the cause is put right, start again, or type:" \
            "安装失败（记录：$install_log）。排除原因后重新启动，或输入："
    else
        say "these packages are needed, and this user may not install them. Type:" \
            "需要以下软件包，而当前用户无权安装。请输入："
    fi
    # Debian need not have sudo, and root needs none: what is to be typed has to work.
    if ((EUID == 0)); then
        say "    apt-get update && apt-get install $*"
    elif command -v sudo >/dev/null; then
        say "    sudo apt-get update && sudo apt-get install $*"
    else
        say "    su -c 'apt-get update && apt-get install $*'"
    fi
    exit 1
}

require_jdk() {
    find_jdk && return
    install_packages "openjdk-$jdk_needed-jdk-headless" maven
    find_jdk || ask_for_packages "openjdk-$jdk_needed-jdk-headless" maven
}

require_maven() {
    command -v mvn >/dev/null && return
    install_packages maven
    command -v mvn >/dev/null || ask_for_packages maven
}
