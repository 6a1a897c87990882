@NullMarked
package org.wangchuan.engine.adb.server;

import org.jspecify.annotations.NullMarked;
