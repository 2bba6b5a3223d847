package io.amorsize.validation.synthetic;

import java.util.Arrays;

/** Workers by the moment at which something happens to them, the earliest first. For one thread. */
final class EventHeap {

    private double[] moments = new double[16];
    private int[] workers = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The earliest moment; positive infinity if there is none. */
    double earliest() {
        return size == 0 ? Double.POSITIVE_INFINITY : moments[0];
    }

    void add(double moment, int worker) {
        if (size == moments.length) {
            moments = Arrays.copyOf(moments, 2 * size);
            workers = Arrays.copyOf(workers, 2 * size);
        }
        int i = size++;
        while (i > 0 && moments[(i - 1) / 2] > moment) {
            moments[i] = moments[(i - 1) / 2];
            workers[i] = workers[(i - 1) / 2];
            i = (i - 1) / 2;
        }
        moments[i] = moment;
        workers[i] = worker;
    }

    /** Takes the worker of the earliest moment out. */
    int remove() {
        int worker = workers[0];
        size--;
        double moment = moments[size];
        int moved = workers[size];
        int i = 0;
        for (int child = 1; child < size; child = 2 * i + 1) {
            if (child + 1 < size && moments[child + 1] < moments[child]) {
                child++;
            }
            if (moments[child] >= moment) {
                break;
            }
            moments[i] = moments[child];
            workers[i] = workers[child];
            i = child;
        }
        moments[i] = moment;
        workers[i] = moved;
        return worker;
    }
}
