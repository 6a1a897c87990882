package org.wangchuan.platform.staff.course;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** All courses, read strictly when the platform starts: one with a mistake in it, or one that is missing, keeps it from starting. Thread-safe. */
@Component
public class Courses {
    private final List<Course> all;

    Courses() throws IOException {
        this(List.of(new PathMatchingResourcePatternResolver().getResources("classpath*:courses/*.json")));
    }

    Courses(List<Resource> files) throws IOException {
        List<Course> read = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Resource file : files) {
            Course course = CourseReader.read(file);
            if (!known.add(course.id() + ".v" + course.version())) {
                throw new IOException("courses/" + file.getFilename() + ": there are two of it");
            }
            read.add(course);
        }
        for (Course.Area area : Course.Area.values()) {
            String id = area.name().toLowerCase(Locale.ROOT);
            if (read.stream().noneMatch(course -> course.id().equals(id))) {
                throw new IOException("courses/" + id + ".v1.json: there is no course of " + area);
            }
        }
        all = List.copyOf(read);
    }

    /** The newest version of each, in the order of their areas. */
    public List<Course> newest() {
        return all.stream()
                .filter(one ->
                        all.stream().noneMatch(other -> other.id().equals(one.id()) && other.version() > one.version()))
                .sorted(Comparator.comparing(Course::area))
                .toList();
    }

    /** The newest version of one. */
    public Optional<Course> newest(String id) {
        return newest().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** This version of one: what was begun with it is ended with it. */
    public Optional<Course> find(String id, int version) {
        return all.stream()
                .filter(one -> one.id().equals(id) && one.version() == version)
                .findFirst();
    }
}
