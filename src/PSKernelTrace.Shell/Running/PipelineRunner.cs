using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using PSKernelTrace.Shell.Hosting;

namespace PSKernelTrace.Shell.Running;

/// <summary>Runs one pipeline after the other, shows what comes out, and can be stopped from another thread.</summary>
internal sealed class PipelineRunner(Runspace runspace, ShellHost host)
{
    private readonly Lock _gate = new();
    private Pipeline? _running;
    private bool _refusing;
    private string? _text;

    // Each run is entered in the history, also where nobody will walk through it: the engine keeps the $? of such
    // pipelines only, and the exit code is made of it.
    public RunOutcome RunText(string text, IEnumerable? input = null)
        => Run(() => runspace.CreatePipeline(_text = text, addToHistory: true), input);

    public RunOutcome RunCommand(Command command)
        => Run(
            () =>
            {
                Pipeline pipeline = runspace.CreatePipeline(command.CommandText, addToHistory: true);
                pipeline.Commands.Clear();
                pipeline.Commands.Add(command);
                return pipeline;
            },
            input: null);

    /// <summary>Stops what runs now; false when nothing does. Returns at once, the pipeline ends when it has cleaned up.</summary>
    public bool Stop()
    {
        lock (_gate)
        {
            _running?.StopAsync();
            return _running is not null;
        }
    }

    /// <summary>Stops what runs now, and runs nothing more.</summary>
    public bool StopForGood()
    {
        _refusing = true;
        return Stop();
    }

    public void Report(Exception exception)
    {
        // An unfinished command is for the engine a wish for more lines, and has no view; said again as what it is here,
        // an error, it has one.
        if (exception is IncompleteParseException && _text is not null)
        {
            Parser.ParseInput(_text, out _, out ParseError[] errors);
            if (errors.Length > 0)
                exception = new ParseException(errors);
        }

        // The error goes down the pipeline that shows everything else, marked as an error, as pwsh does it: the engine's
        // own view then words it.
        ErrorRecord record = (exception as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(exception, "pskt", ErrorCategory.NotSpecified, null);
        try
        {
            using Pipeline pipeline = runspace.CreatePipeline();
            pipeline.Commands.Add(ErrorText.OutDefault);
            pipeline.Input.Write(ErrorText.Mark(record));
            pipeline.Input.Close();
            pipeline.Invoke();
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            host.UI.WriteErrorLine(exception.Message);
        }
    }

    private RunOutcome Run(Func<Pipeline> create, IEnumerable? input)
    {
        using Pipeline pipeline = create();
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(ErrorText.OutDefault);
        lock (_gate)
        {
            if (_refusing)
                return RunOutcome.Stopped;
            _running = pipeline;
        }

        try
        {
            _ = input is null ? pipeline.Invoke() : pipeline.Invoke(input);
        }
        catch (PipelineStoppedException)
        {
            return RunOutcome.Stopped;
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            Finish();
            Report(e);
            return RunOutcome.Terminated;
        }
        finally
        {
            Finish();
        }

        return pipeline.PipelineStateInfo.State == PipelineState.Stopped ? RunOutcome.Stopped
            : LastSucceeded() ? RunOutcome.Succeeded
            : RunOutcome.Failed;
    }

    // Asked as a person would: the session's variable table knows $? only while something runs.
    private bool LastSucceeded()
    {
        using Pipeline pipeline = runspace.CreatePipeline("$global:?");
        return pipeline.Invoke().FirstOrDefault()?.BaseObject is not false;
    }

    private void Finish()
    {
        lock (_gate)
            _running = null;
        host.Console.Progress.Erase();
    }
}
