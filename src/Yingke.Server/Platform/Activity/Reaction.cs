using Yingke.Server.Platform.Push;

namespace Yingke.Server.Platform.Activity;

/// <summary>
/// One line of the list of reactions: what a feature does about facts, its own or another's. Runs after the fact is committed, at least once;
/// what it writes is committed together with the fact's end, so in the database it happens exactly once.
/// </summary>
/// <param name="Name">For the log.</param>
/// <param name="Types">The facts it is called for.</param>
/// <param name="Run">Adds to the open transaction; what everybody shall hear afterwards goes into the aftermath.</param>
internal sealed record Reaction(string Name, IReadOnlyCollection<string> Types, Func<IServiceProvider, Fact, Aftermath, CancellationToken, Task> Run);

/// <summary>What is told once the reactions are committed.</summary>
internal sealed class Aftermath
{
    private readonly List<Signal> signals = [];

    public IReadOnlyList<Signal> Signals => signals;

    public void Tell(Signal signal) => signals.Add(signal);
}
