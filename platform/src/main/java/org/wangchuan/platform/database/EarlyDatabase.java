package org.wangchuan.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.setting.SettingNames;

/**
 * Takes the data folder, and begins the platform's own database, once the settings were looked at and before the beans are made: to
 * start it takes about as long as to make them, and the first of them do not need it.
 */
final class EarlyDatabase implements BeanFactoryPostProcessor {
    private static final String FOLDER = "dataFolder";
    private static final String DATABASE = "begunDatabase";

    private final Environment environment;

    EarlyDatabase(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            return; // the build works out the beans, and starts nothing
        }
        // Not the bean of the settings: before those that look after beans are there, none can be made in every way.
        PlatformSettings settings = Binder.get(environment).bindOrCreate(SettingNames.PREFIX, PlatformSettings.class);
        DefaultSingletonBeanRegistry singletons = (DefaultSingletonBeanRegistry) beans;
        DataFolder folder;
        try {
            folder = new DataFolder(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        singletons.registerSingleton(FOLDER, folder);
        // What is registered is not ended with the others by itself. The last that is named is ended first.
        singletons.registerDisposableBean(FOLDER, folder::close);
        if (settings.databaseUrl().isEmpty()) {
            Begun begun = new Begun(folder);
            singletons.registerSingleton(DATABASE, begun);
            singletons.registerDisposableBean(DATABASE, begun::close);
        }
    }

    /** One that starts, or has started. Ends with the application, also with one that fails before anybody asked for it. */
    static final class Begun implements AutoCloseable {
        private static final int POLL_MILLIS = 20;

        private final FutureTask<EmbeddedDatabase> start;

        private Begun(DataFolder folder) {
            start = new FutureTask<>(() -> EmbeddedDatabase.start(folder.path()));
            Thread.ofPlatform().name("database").start(start);
        }

        /**
         * Waits until it has started.
         *
         * @throws IOException if it does not start
         */
        EmbeddedDatabase database() throws IOException {
            try {
                return start.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException told -> throw told;
                    case null, default -> throw new IOException("the embedded database does not start", e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the embedded database started", e);
            }
        }

        /** Waits for one that is still starting, also in a thread that is interrupted: it would go on without us. */
        @Override
        public void close() throws IOException {
            boolean isInterrupted = Thread.interrupted();
            try {
                while (!start.isDone()) {
                    try {
                        Thread.sleep(POLL_MILLIS);
                    } catch (InterruptedException e) {
                        isInterrupted = true;
                    }
                }
                EmbeddedDatabase started;
                try {
                    started = database();
                } catch (IOException e) {
                    return; // there is none to end, and whoever asked for it was told
                }
                started.close();
            } finally {
                if (isInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
