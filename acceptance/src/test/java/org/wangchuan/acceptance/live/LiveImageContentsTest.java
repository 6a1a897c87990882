package org.wangchuan.acceptance.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;

/** What is in the live image is what its bill of materials names, and whoever builds it again has the same bytes. */
@Tag("long")
@Timeout(7_200)
class LiveImageContentsTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final String DEBIAN = "pkg:deb/debian/";
    private static final String MAVEN = "pkg:maven/";

    /** All that the build puts out, but for the list of digests; what image/check-reproducible.sh compares. */
    private static final List<String> FILES = List.of(
            "initrd.img",
            "netboot/bios.0",
            "netboot/grub/grub.cfg",
            "netboot/grubx64.efi",
            "netboot/live/initrd.img",
            "netboot/live/vmlinuz",
            "netboot/shimx64.efi",
            "vmlinuz",
            "wangchuan-live.cdx.json",
            "wangchuan-live.img");

    @TempDir
    static Path built;

    @TempDir
    Path work;

    private static BuiltImage image = new BuiltImage(Path.of(""));
    private static Path root = Path.of("");

    /** One line of the bill. */
    private record Component(String name, String version, String scope, String sha256, String purl) {
        static Component of(Json.Fields line) throws Exception {
            line.only("type", "name", "version", "scope", "hashes", "purl");
            assertThat(line.text("type")).isEqualTo("library");
            List<Json.Fields> hashes = line.objects("hashes");
            assertThat(hashes).hasSize(1);
            assertThat(hashes.getFirst().only("alg", "content").text("alg")).isEqualTo("SHA-256");
            return new Component(
                    line.text("name"),
                    line.text("version"),
                    line.text("scope"),
                    hashes.getFirst().text("content"),
                    line.text("purl"));
        }

        /** The name of its file, if it is a jar. */
        String jar() {
            return name + "-" + version + ".jar";
        }
    }

    @BeforeAll
    static void build() throws IOException {
        image = BuiltImage.in(built);
        root = image.unpacked(built.resolve("root"));
    }

    @Test
    void theBillIsOfThisImage() throws Exception {
        Json.Fields bill = bill().only("bomFormat", "specVersion", "version", "metadata", "components");
        assertThat(bill.text("bomFormat")).isEqualTo("CycloneDX");
        assertThat(bill.text("specVersion")).isEqualTo("1.6");
        assertThat(bill.natural("version")).isEqualTo(1);
        Json.Fields subject =
                bill.object("metadata").only("timestamp", "component").object("component");
        assertThat(subject.only("type", "name", "version").text("name")).isEqualTo("wangchuan-live");
        assertThat(subject.text("type")).isEqualTo("firmware");
        assertThat(sha256(image.initrd())).startsWith(subject.text("version")).isNotEqualTo(subject.text("version"));
        assertThat(components())
                .allMatch(one -> one.purl().startsWith(DEBIAN) || one.purl().startsWith(MAVEN));
    }

    /** Each in its pinned version, once, and by the digest of the file that it was built from. */
    @Test
    void itNamesThePinnedPackagesAndNoOther() throws Exception {
        List<String> pinned;
        try (Stream<String> lines = Files.lines(CHECKOUT.resolve("image/packages.txt"))) {
            pinned = lines.filter(line -> !line.startsWith("#")).toList();
        }
        List<String> named = new ArrayList<>();
        for (Component one : components(DEBIAN)) {
            Path file = BuiltImage.cache().resolve(one.name() + "_" + one.sha256() + ".deb");
            assertThat(sha256(file)).as(one.name()).isEqualTo(one.sha256());
            String[] control = CommandLine.run(
                            "dpkg-deb", "--show", "--showformat=${Package} ${Version} ${Architecture}", file.toString())
                    .split(" ", -1);
            assertThat(control).startsWith(one.name(), one.version()).hasSize(3);
            assertThat(one.purl()).endsWith("?arch=" + control[2] + "&distro=trixie");
            String purl = one.purl().substring(0, one.purl().indexOf('?'));
            // As a package URL spells them (purl-spec, "Character encoding"); to the decoder here a plus is a blank.
            assertThat(purl.substring(DEBIAN.length())).matches("[A-Za-z0-9._~:%-]+@[A-Za-z0-9._~:%-]+");
            assertThat(URLDecoder.decode(purl, StandardCharsets.UTF_8))
                    .isEqualTo(DEBIAN + one.name() + "@" + one.version());
            named.add(one.name() + " " + one.version() + " " + one.sha256());
        }
        assertThat(pinned).hasSameSizeAs(named).hasSizeGreaterThan(20);
        for (int i = 0; i < pinned.size(); i++) {
            assertThat(pinned.get(i)).startsWith(named.get(i) + " ");
        }
    }

    /** What builds alone is left out; the JDK's two packages build the runtime, and it is of them. */
    @Test
    void itSaysOfAPackageWhetherItIsInTheImage() throws Exception {
        assertThat(components(DEBIAN))
                .filteredOn(one -> !one.scope().equals("required"))
                .allMatch(one -> one.scope().equals("excluded"))
                .extracting(Component::name)
                .containsExactlyInAnyOrder("grub-common", "libdevmapper1.02.1");
        assertThat(components(MAVEN)).allMatch(one -> one.scope().equals("required"));
    }

    /** Ours and others', as they are in the image, which are those of the checkout. */
    @Test
    void itNamesEachJarByWhatItIs() throws Exception {
        TreeMap<String, String> jars = new TreeMap<>();
        for (String jar : names(root.resolve("opt/wangchuan/modules"))) {
            jars.put(jar, sha256(root.resolve("opt/wangchuan/modules").resolve(jar)));
        }
        TreeMap<String, String> named = new TreeMap<>();
        for (Component one : components(MAVEN)) {
            assertThat(named.put(one.jar(), one.sha256())).as("once: %s", one).isNull();
            assertThat(one.purl()).matches(MAVEN + "[a-z.]+/" + one.name() + "@" + one.version());
            isAsItSays(one, root.resolve("opt/wangchuan/modules").resolve(one.jar()));
        }
        assertThat(named).isEqualTo(jars);
        for (String jar : jars.keySet()) {
            assertThat(jars).containsEntry(jar, sha256(Program.modules().resolve(jar)));
        }
        assertThat(jars.keySet())
                .anyMatch(jar -> jar.startsWith("wangchuan-cli-"))
                .anyMatch(jar -> jar.startsWith("wangchuan-engine-"))
                .anyMatch(jar -> jar.startsWith("bcprov-"));
    }

    /** Where Maven has left in a jar what it is, that counts; others are by whom their classes say. */
    private static void isAsItSays(Component one, Path jar) throws Exception {
        String group = one.purl().substring(MAVEN.length(), one.purl().lastIndexOf('/'));
        try (JarFile file = new JarFile(jar.toFile())) {
            var entry = file.getEntry("META-INF/maven/" + group + "/" + one.name() + "/pom.properties");
            if (entry != null) {
                Properties said = new Properties();
                said.load(file.getInputStream(entry));
                assertThat(said.getProperty("version")).as("%s", one).isEqualTo(one.version());
                return;
            }
            assertThat(file.stream())
                    .as("%s", one)
                    .noneMatch(other -> other.getName().endsWith("/pom.properties"));
            String folder = group.equals("info.picocli") ? "picocli/" : group.replace('.', '/') + "/";
            assertThat(file.stream())
                    .as("%s", one)
                    .anyMatch(other -> other.getName().startsWith(folder));
        }
    }

    /** Beside the jars there is their archive of classes, and a runtime with no module but of the JDK that is named. */
    @Test
    void nothingIsInOptThatItDoesNotName() throws Exception {
        TreeSet<String> jdk = new TreeSet<>();
        for (Component one : components(DEBIAN)) {
            if (one.name().startsWith("openjdk-25-")) {
                Path file = BuiltImage.cache().resolve(one.name() + "_" + one.sha256() + ".deb");
                CommandLine.run("sh", "-c", "dpkg-deb --fsys-tarfile \"$0\" | tar -t", file.toString())
                        .lines()
                        .forEach(path ->
                                jdk.add(path.replaceFirst("^\\./usr/lib/jvm/java-25-openjdk-amd64/", "opt/java/")));
                assertThat(release("JAVA_VERSION")).isEqualTo(one.version().replaceFirst("\\+.*", ""));
            }
        }
        assertThat(List.of(release("MODULES").split(" ", -1)))
                .contains("java.base")
                .allMatch(module -> module.matches("(java|jdk)\\.[a-z.]+"));
        TreeSet<String> left = new TreeSet<>();
        names(root.resolve("opt")).forEach(name -> left.add("opt/" + name));
        assertThat(left).contains("opt/java/bin/java", "opt/java/lib/modules").hasSizeGreaterThan(40);
        left.removeAll(jdk);
        left.removeIf(name -> name.matches("opt/java/(legal|conf)/.*")); // licences and settings out of its modules
        components(MAVEN).forEach(one -> left.remove("opt/wangchuan/modules/" + one.jar()));
        assertThat(left).containsExactly("opt/wangchuan/start.jsa");
    }

    /** Two builds more, in folders of their own and at other times. */
    @Test
    void builtAgainItIsTheSameByteForByte() throws Exception {
        Path said = work.resolve("said");
        ProcessBuilder twice = new ProcessBuilder(
                        CHECKOUT.resolve("image/check-reproducible.sh")
                                .toAbsolutePath()
                                .toString(),
                        "--cache",
                        BuiltImage.cache().toString())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(said.toFile());
        twice.environment().put("TMPDIR", work.toString());
        twice.environment().put("WANGCHUAN_HOME", work.resolve("home").toString());
        twice.environment().put("LC_ALL", "C.UTF-8");
        Process process = twice.start();
        try {
            assertThat(process.waitFor(2 * BuiltImage.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String answer = Files.readString(said);
        assertThat(process.exitValue()).as(answer).isZero();
        List<String> same = new ArrayList<>();
        for (String file : FILES) {
            same.add(
                    "same: " + file + " " + sha256(image.folder().resolve(file)).substring(0, 16));
        }
        assertThat(answer.lines().filter(line -> !line.startsWith("wangchuan: ")))
                .as("and as the first build of this test")
                .containsExactlyInAnyOrderElementsOf(same);
        TreeSet<String> all = new TreeSet<>(names(image.folder()));
        all.remove("SHA256SUMS");
        assertThat(all).as("nothing that is put out is left out of it").containsExactlyElementsOf(FILES);
    }

    private static Json.Fields bill() throws Exception {
        return Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(image.bill())));
    }

    private static List<Component> components() throws Exception {
        List<Component> out = new ArrayList<>();
        for (Json.Fields line : bill().objects("components")) {
            out.add(Component.of(line));
        }
        return out;
    }

    private static List<Component> components(String purl) throws Exception {
        List<Component> out =
                components().stream().filter(one -> one.purl().startsWith(purl)).toList();
        assertThat(out).isNotEmpty();
        return out;
    }

    /** What the runtime says of itself. */
    private static String release(String name) throws IOException {
        Properties said = new Properties();
        try (var in = Files.newBufferedReader(root.resolve("opt/java/release"))) {
            said.load(in);
        }
        return said.getProperty(name, "").replace("\"", "");
    }

    /** All that is in a folder and below, but for folders, sorted. */
    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
