package org.wangchuan.platform.web.large;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.core.ApplicationPart;
import org.apache.tomcat.util.http.fileupload.FileItem;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.apache.tomcat.util.http.fileupload.disk.DiskFileItemFactory;
import org.jspecify.annotations.Nullable;

/**
 * A request whose form ({@code multipart/form-data}, RFC 7578) was read before: the server itself reads one from its connection alone. It is taken apart by
 * the server's own code, within the server's own limits. What stands in the address is no field of it. Immutable.
 */
public final class ArrivedForm extends HttpServletRequestWrapper {
    /** As the server has it. */
    private static final int PARTS_MAX = 50;

    /** Of one part, as the server has it. */
    private static final int HEADER_BYTES_MAX = 512;

    /** Of one field that is no file. */
    private static final int FIELD_BYTES_MAX = 64 << 10;

    private final List<Part> parts;
    private final Map<String, List<String>> fields;

    private ArrivedForm(HttpServletRequest request, List<Part> parts, Map<String, List<String>> fields) {
        super(request);
        this.parts = List.copyOf(parts);
        this.fields = Collections.unmodifiableMap(fields);
    }

    /**
     * Takes a form apart.
     *
     * @param body of the request, to its end
     * @throws FileUploadException if it is no such form, or beyond a limit
     */
    public static ArrivedForm of(HttpServletRequest request, InputStream body) throws FileUploadException {
        FileUpload upload = new FileUpload();
        // None is written to a disk, where a photo would lie outside of the vault: the factory would, beyond its
        // threshold.
        upload.setFileItemFactory(new DiskFileItemFactory(Integer.MAX_VALUE, null));
        upload.setFileCountMax(PARTS_MAX);
        upload.setPartHeaderSizeMax(HEADER_BYTES_MAX);
        List<Part> parts = new ArrayList<>();
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (FileItem item : items(upload, new Body(request, body))) {
            Part part = new ApplicationPart(item, null);
            parts.add(part);
            if (part.getSubmittedFileName() == null) {
                if (item.getSize() > FIELD_BYTES_MAX) {
                    throw new FileUploadException("a field is larger than " + FIELD_BYTES_MAX + " bytes");
                }
                fields.computeIfAbsent(part.getName(), _ -> new ArrayList<>())
                        .add(new String(item.get(), StandardCharsets.UTF_8));
            }
        }
        return new ArrivedForm(request, parts, fields);
    }

    /** What can't be read has more than one way to say so, and one of them says the name of a file. */
    private static List<FileItem> items(FileUpload upload, Body body) throws FileUploadException {
        try {
            return upload.parseRequest(body);
        } catch (RuntimeException _) {
            throw new FileUploadException("a part that can't be read");
        }
    }

    /** Nothing of a form, for who answers after it is gone: nobody may read on where another one stopped. */
    public static ArrivedForm nothing(HttpServletRequest request) {
        return new ArrivedForm(request, List.of(), Map.of());
    }

    /** What the server's code asks of a request. */
    private record Body(HttpServletRequest request, InputStream in) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return request.getContentType();
        }

        @Override
        public long contentLength() {
            return request.getContentLengthLong();
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }
    }

    @Override
    public Collection<Part> getParts() {
        return parts;
    }

    @Override
    public @Nullable Part getPart(String name) {
        return parts.stream()
                .filter(part -> part.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable String getParameter(String name) {
        List<String> values = fields.get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> all = new LinkedHashMap<>();
        fields.forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(fields.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        List<String> values = fields.get(name);
        return values == null ? null : values.toArray(String[]::new);
    }
}
