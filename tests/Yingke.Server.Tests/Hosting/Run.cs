using Yingke.Server.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Run))]

namespace Yingke.Server.Tests.Hosting;

/// <summary>One run of the tests: takes away at its end what all classes shared.</summary>
public sealed class Run : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TestDatabase.ForgetTemplate();
}
