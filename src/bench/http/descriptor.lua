-- wrk: every request is the same descriptor.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"workload":{"items":1000,"itemTime":{"meanSeconds":0.045,"standardDeviationSeconds":0.0135},"cpuShare":0.02}}'
