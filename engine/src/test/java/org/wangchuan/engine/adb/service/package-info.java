@NullMarked
package org.wangchuan.engine.adb.service;

import org.jspecify.annotations.NullMarked;
