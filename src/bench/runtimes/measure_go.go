// Measures what Go adds to parallel work: goroutine start and the hand-over of one chunk.
// Prints one Markdown table: median and spread (half the interquartile range divided by the median) of the
// repetitions. Standard library only. Usage: go run measure_go.go
package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

const (
	chunks      = 200_000
	repetitions = 15
)

func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	low := int(at)
	high := low + 1
	if high == len(sorted) {
		high = low
	}
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

// report measures action, which handles chunks operations a call, after one warm-up call.
func report(name string, action func()) {
	action()
	values := make([]float64, repetitions)
	for i := range values {
		begin := time.Now()
		action()
		values[i] = float64(time.Since(begin).Nanoseconds()) / chunks
	}
	sort.Float64s(values)
	median := quantile(values, 0.5)
	spread := (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median
	fmt.Printf("| %s | %.4g ns | %.2f | %d |\n", name, median, spread, repetitions)
}

func startAndJoin() {
	var group sync.WaitGroup
	group.Add(chunks)
	for i := 0; i < chunks; i++ {
		go group.Done()
	}
	group.Wait()
}

func handOver(workers, capacity int) {
	work := make(chan int, capacity)
	var group sync.WaitGroup
	group.Add(workers)
	for i := 0; i < workers; i++ {
		go func() {
			defer group.Done()
			for range work {
			}
		}()
	}
	for i := 0; i < chunks; i++ {
		work <- i
	}
	close(work)
	group.Wait()
}

func claim(workers int) {
	var next int64
	var group sync.WaitGroup
	group.Add(workers)
	for i := 0; i < workers; i++ {
		go func() {
			defer group.Done()
			for atomic.AddInt64(&next, 1) <= chunks {
			}
		}()
	}
	group.Wait()
}

func main() {
	fmt.Printf("%s, %s/%s, %d hardware threads\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	fmt.Println("| what | median | spread | repetitions |\n|---|---|---|---|")
	report("goroutine: start and join", startAndJoin)
	for _, workers := range []int{1, 2, 8} {
		workers := workers
		report(fmt.Sprintf("unbuffered channel, %d workers", workers), func() { handOver(workers, 0) })
		report(fmt.Sprintf("buffered channel (64), %d workers", workers), func() { handOver(workers, 64) })
		report(fmt.Sprintf("shared counter, %d workers", workers), func() { claim(workers) })
	}
}
