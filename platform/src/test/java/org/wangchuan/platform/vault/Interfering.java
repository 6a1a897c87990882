package org.wangchuan.platform.vault;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that tells a test of each statement and each commit before it is done, and of each commit right after; the test may throw. */
final class Interfering implements DataSource {
    /** What the test does. */
    @FunctionalInterface
    interface Hook {
        void before(String what) throws SQLException;
    }

    static final String COMMIT = "COMMIT";
    static final String COMMITTED = "COMMITTED";

    private final DataSource real;
    private final Hook hook;

    Interfering(DataSource real, Hook hook) {
        this.real = real;
        this.hook = hook;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, given) -> {
                    if (method.getName().equals("commit")) {
                        hook.before(COMMIT);
                        connection.commit();
                        hook.before(COMMITTED);
                        return null;
                    }
                    Object answer = call(connection, method, given);
                    return answer instanceof PreparedStatement statement
                            ? watched(statement, String.valueOf(given[0]))
                            : answer;
                });
    }

    private PreparedStatement watched(PreparedStatement statement, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (_, method, given) -> {
                    if (method.getName().startsWith("execute")) {
                        hook.before(sql);
                    }
                    return call(statement, method, given);
                });
    }

    private static Object call(Object real, java.lang.reflect.Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing to unwrap");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
