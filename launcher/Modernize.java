import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes the classes of a jar anew in the class file version of this JDK. Classes from before Java 6
 * carry no stack maps; the virtual machine verifies them the slow way at every start and keeps them
 * out of its cache of linked classes. What the classes do does not change.
 */
public final class Modernize {
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        Path renewed = Path.of(args[0] + ".new");
        try (JarFile in = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(renewed))) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(hierarchyOf(in)));
            for (JarEntry entry : in.stream().toList()) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                String name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
                    bytes = renew(format, bytes);
                }
                out.putNextEntry(new JarEntry(name));
                out.write(bytes);
                out.closeEntry();
            }
        }
        Files.move(renewed, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renew(ClassFile format, byte[] bytes) {
        ClassModel old = format.parse(bytes);
        if (old.majorVersion() >= ClassFile.JAVA_6_VERSION) {
            return bytes;
        }
        // The bodies are taken apart and put together again, for that is when stack maps are made.
        return format.transformClass(old, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen((builder, element) -> builder.with(
                        element instanceof ClassFileVersion
                                ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                                : element)));
    }

    private static ClassHierarchyResolver hierarchyOf(JarFile jar) {
        return ClassHierarchyResolver.ofResourceParsing(description -> {
            String name = description.packageName().replace('.', '/') + "/" + description.displayName() + ".class";
            try {
                JarEntry entry = jar.getJarEntry(name);
                return entry == null ? null : jar.getInputStream(entry);
            } catch (IOException e) {
                return null;
            }
        }).orElse(ClassHierarchyResolver.defaultResolver());
    }
}
